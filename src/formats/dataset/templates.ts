/** Small files of the layouts that people have, to be filled. Our own reader reads them. */
import { csvLine } from '../../core/csv.ts';

export const LAYOUTS = ['single', 'pairs', 'sets', 'prompts'] as const;
export type TemplateLayout = (typeof LAYOUTS)[number];

export interface Template {
  readonly layout: TemplateLayout;
  /** What it is, for people. */
  readonly label: string;
  readonly file: string;
  /** How it is filled, in a sentence or two. */
  readonly hint: string;
}

export const TEMPLATES: readonly Template[] = [
  {
    layout: 'single',
    label: 'One edit a row (CSV)',
    file: 'edits.csv',
    hint: 'An edit a row. Rows of one source and instruction are compared. A score by people may be added as "score".',
  },
  {
    layout: 'pairs',
    label: 'Pairs (CSV)',
    file: 'pairs.csv',
    hint: 'Two edits of a source. The ranking, such as A>B or A=B, may stay empty.',
  },
  {
    layout: 'sets',
    label: 'Several edits of a source (JSON)',
    file: 'sets.json',
    hint: 'The edits of a source by their editors. The ranking, best first, may be left out.',
  },
  {
    layout: 'prompts',
    label: 'Pictures from prompts (CSV)',
    file: 'prompts.csv',
    hint: 'Pictures without a source, for a model that judges a picture by its prompt.',
  },
];

const SOURCES = [
  { id: '001', instruction: 'Make the car red, and keep the rest' },
  { id: '002', instruction: 'Remove the person on the left' },
] as const;
const EDITORS = ['flux', 'omni'] as const;

/** The text of a template: rows to be replaced by one's own. */
export function templateText({ layout }: Pick<Template, 'layout'>): string {
  return TEXTS[layout]();
}

const TEXTS: Readonly<Record<TemplateLayout, () => string>> = {
  single: () =>
    csv(
      ['source', 'edited', 'editor', 'instruction'],
      SOURCES.flatMap(({ id, instruction }) =>
        EDITORS.map((editor) => [sourcePath(id), editPath(editor, id), editor, instruction]),
      ),
    ),
  pairs: () =>
    csv(
      ['source', 'instruction', 'path1', 'path2', 'model1', 'model2', 'ranking'],
      SOURCES.map(({ id, instruction }, place) => [
        sourcePath(id),
        instruction,
        ...EDITORS.map((editor) => editPath(editor, id)),
        ...EDITORS,
        place === 0 ? 'A>B' : '',
      ]),
    ),
  sets: () => `${JSON.stringify(SOURCES.map(setOf), undefined, 2)}\n`,
  prompts: () =>
    csv(
      ['prompt', 'output_path', 'model'],
      EDITORS.map((editor) => ['A red car in the rain', `${editor}/001.png`, editor]),
    ),
};

function setOf({ id, instruction }: (typeof SOURCES)[number], place: number) {
  const edits = Object.fromEntries(EDITORS.map((editor) => [editor, editPath(editor, id)]));
  return { source: sourcePath(id), instruction, edits, ...(place === 0 && { ranking: 'A>B' }) };
}

function sourcePath(id: string): string {
  return `source/${id}.png`;
}

function editPath(editor: string, id: string): string {
  return `${editor}/${id}.png`;
}

function csv(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns, ...rows].map(csvLine).join('');
}
