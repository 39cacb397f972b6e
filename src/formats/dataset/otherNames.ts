/**
 * Names that people give to the columns of edits, beside those of the official files. They are looked at only where no
 * column of an official name says the same, so that no row which has those is read otherwise.
 */

/** What a column is in a row of edits. */
export type Role = 'source' | 'edit' | 'edits' | 'instruction' | 'model' | 'models';

/** The official column of each role, and how people call it. */
export const ROLES: Readonly<Record<Role, { readonly column: string; readonly words: string }>> = {
  source: { column: 'path_src', words: 'the source' },
  edit: { column: 'output_path', words: 'the edit' },
  edits: { column: 'paths_generated', words: 'the edits' },
  instruction: { column: 'instruction', words: 'the instruction' },
  model: { column: 'model', words: 'the editing model' },
  models: { column: 'models', words: 'the editing models' },
};

/** The official columns of a source, the first that says something counts. */
export const SOURCES = ['path_src', 'source_image', 'source_img', 'input_path', 'input', 'source'];

/** The official columns of a single edit. */
export const SINGLE_EDITS = ['output_path', 'gen', 'output'];

/** The official columns of several. */
export const SEVERAL_EDITS = /^(paths_generated|generations|path\d+|candidate_\d+|(left|right)_(output_)?image)$/;

const PICTURE = ['', '_image', '_img', '_path', '_file', '_image_path'];

/** "edited", "edited_image", "edited_path" and so on. */
function ofPicture(...words: string[]): string[] {
  return words.flatMap((word) => PICTURE.map((ending) => word + ending));
}

const EDITED = ofPicture('edited', 'edit', 'output', 'result', 'generated');

const SOURCE_NAMES = [
  'source_path',
  'source_file',
  'source_image_path',
  'input_image',
  'input_img',
  'input_file',
  'input_image_path',
  'local_input_image',
  'image_source',
  'image_src',
];
const INSTRUCTION_NAMES = [
  'edit_instruction',
  'editing_instruction',
  'edit_prompt',
  'editing_prompt',
  'edit',
  'edit_text',
  'edited_prompt_list',
];

type NamesByRole = Readonly<Record<Role, ReadonlySet<string>>>;

/** Those that say what the column is. */
export const OTHER_NAMES: NamesByRole = {
  source: new Set([...ofPicture('original', 'src'), ...SOURCE_NAMES]),
  // MagicBrush calls the edit its target.
  edit: new Set([...EDITED, 'target_image', 'target_img']),
  edits: new Set([
    ...EDITED,
    ...ofPicture('edits', 'outputs', 'results'),
    'edited_images',
    'output_images',
    'generated_images',
  ]),
  instruction: new Set(INSTRUCTION_NAMES),
  model: new Set(['editor', 'method', 'model_name', 'editor_name', 'method_name', 'editing_model', 'edit_model']),
  models: new Set(['editors', 'methods', 'model_names', 'editor_names', 'method_names', 'editing_models']),
};

const NONE: ReadonlySet<string> = new Set();

/** Those that mean something else too. They count where the others are missing, in a row with a source and an edit. */
export const WEAK_NAMES: NamesByRole = {
  source: new Set(['image', 'img', 'image_path', 'image_file', 'img_path']),
  edit: NONE,
  edits: NONE,
  instruction: new Set(['text']),
  model: NONE,
  models: NONE,
};

const NUMBERED = /^(?:edited|edit|output|result|generated)(?:_(?:image|img|path|file))?(?:_?(\d+)|_([a-z]))$/;
const NUMBERED_MODEL = /^(?:editor|method|model|model_name)(?:_?(\d+)|_([a-z]))$/;

/** "edited_1", "output_b": the official name of such a column, "path1" and "path2". Undefined for any other. */
export function numberedEdit(name: string): string | undefined {
  const place = placeIn(NUMBERED, name);
  return place === undefined ? undefined : `path${place}`;
}

/** "editor_1", "method_b": "model1" and "model2". */
export function numberedModel(name: string): string | undefined {
  const place = placeIn(NUMBERED_MODEL, name);
  return place === undefined ? undefined : `model${place}`;
}

/** From 1; "a" is the first. */
function placeIn(pattern: RegExp, name: string): number | undefined {
  const [, digits, letter] = pattern.exec(name) ?? [];
  if (digits !== undefined) return Number(digits);
  return letter === undefined ? undefined : letter.charCodeAt(0) - 'a'.charCodeAt(0) + 1;
}

const ALL = new Set([OTHER_NAMES, WEAK_NAMES].flatMap((names) => Object.values(names).flatMap((one) => [...one])));

/** Files have few names; beyond this many, names are not columns but data. */
const MAX_KEPT = 10_000;
const kept = new Map<string, boolean>();

/** Whether a column of this name may have such a role. */
export function isOtherName(name: string): boolean {
  const known = kept.get(name);
  if (known !== undefined) return known;
  const isOther = ALL.has(name) || numberedEdit(name) !== undefined;
  if (kept.size < MAX_KEPT) kept.set(name, isOther);
  return isOther;
}
