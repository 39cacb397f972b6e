/** Names that only count edits, or say where they stand. */
const PLACE_NAME =
  /^((path|candidate|edit(ed)?|image|img|out(put)?|result|gen(erated)?|model|set|sample|seed|v|version|try|run|iter|epoch|step)?[ _-]?\d+|[a-z]|left|right|first|second|third|before|after)$/i;

/** Whether folders or ends of names that are called so name editors, each another one. */
export function areEditorNames(names: readonly string[]): boolean {
  return new Set(names).size === names.length && !names.some((name) => name === '' || PLACE_NAME.test(name));
}
