/**
 * Columns that rows of the known layouts have, as the official files name them. A row's other columns decide nothing
 * about the file.
 */
const ROW_COLUMNS =
  /^(instruction|prompt|path_?src|source_im(age|g)|input_path|path\d+|paths_generated|(left|right)_(output_)?image|candidate_\d+|output_path|gen)$/;

/** Names that others use too. They name a column of a table, but do not make a row of any object. */
const TABLE_COLUMNS =
  /^(source|input|output|model_?\d*|(left|right)_model|ranking|human_vote|tie_case|score|vote_type|id|dataset|num_candidates|comparison_type|model\d+_\w+_score|(left|right)_overall_score)$/;

/** Files have few names, and rows without end. */
const canonicalNames = new Map<string, string>();
/** Of names: beyond it, names are not columns but data. */
const MAX_NAMES = 10_000;

/** Marks and joiners, which come along when names are copied from pages and tables. */
const INVISIBLE = /[\ufeff\u200b-\u200d\u2060]/gu;

/** As the official files write it: `Prompt `, `PATH1` and `Source Image` are `prompt`, `path1` and `source_image`. */
export function canonicalName(name: string): string {
  const known = canonicalNames.get(name);
  if (known !== undefined) return known;
  const canonical = name
    .replaceAll(INVISIBLE, '')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  if (canonicalNames.size === MAX_NAMES) canonicalNames.clear();
  canonicalNames.set(name, canonical);
  return canonical;
}

export function isKnownColumn(name: string): boolean {
  const canonical = canonicalName(name);
  return ROW_COLUMNS.test(canonical) || TABLE_COLUMNS.test(canonical);
}

/** Whether an object is a row, rather than something around rows: a column that only rows have holds a value. */
export function isRowLike(values: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(values).some((name) => ROW_COLUMNS.test(canonicalName(name)) && holdsValue(name, values[name]));
}

function holdsValue(name: string, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  // Lists of other columns, and dictionaries, are whole columns.
  return canonicalName(name) === 'paths_generated' && Array.isArray(value) && !value.some(Array.isArray);
}
