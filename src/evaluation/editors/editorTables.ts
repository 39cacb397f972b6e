/** Editors compared, as tables for people: on the page, on the command line and in exports. */
import { capitalized } from '../../core/dataset/kindWords.ts';
import { labelOfKey } from '../../core/score/score.ts';
import type { Estimate } from '../estimate.ts';
import { fraction, percentage, score } from '../estimateText.ts';
import type { EditorFigures } from './editorFigures.ts';
import type { EditorsReport } from './editorsReport.ts';
import type { EditorWords } from './editorWords.ts';
import type { HeadToHead } from './headToHead.ts';

export interface EditorTable {
  readonly of: 'editors' | 'categories' | 'heads' | 'matrix' | 'pairs';
  readonly title: string;
  /** What its figures are; a sentence. */
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Those that hold something: of the editors, of the heads of the model, of who beats whom, and of each two. None where no
 * two met: their figures would be of different sources.
 */
export function editorTables(report: EditorsReport, words: EditorWords): EditorTable[] {
  if (report.pairs.length === 0) return [];
  return [
    editorsTable(report, words),
    categoriesTable(report, words),
    headsTable(report, words),
    matrixTable(report, words),
    pairsTable(report, words),
  ].filter(({ rows }) => rows.length > 0);
}

function editorsTable({ editors, strengths }: EditorsReport, words: EditorWords): EditorTable {
  const strengthOf = new Map(strengths.map((one) => [one.model, one]));
  return {
    of: 'editors',
    title: `${capitalized(words.many)}, by reward`,
    note: `Means over all ${words.sources} of each ${words.one}; wins over those that it shares with others.`,
    columns: [
      capitalized(words.one),
      'Mean reward (95% interval)',
      'Wins',
      'Wins, by chance',
      'Strength',
      capitalized(words.sources),
    ],
    rows: editors.map(({ editor, reward, wins, chance }) => {
      const strength = strengthOf.get(editor);
      return [
        editor,
        estimateText(reward, score),
        estimateText(wins, percentage),
        estimateText(chance, percentage),
        fraction(strength?.strength, strength?.interval),
        count(reward.count),
      ];
    }),
  };
}

function categoriesTable({ editors, categories }: EditorsReport, words: EditorWords): EditorTable {
  const names = editors.map(({ editor }) => editor);
  return {
    of: 'categories',
    title: `${capitalized(words.many)}, by category`,
    note: `Mean rewards over the ${words.sources} of each category that the dataset names, with 95% intervals.`,
    columns: ['Category', ...names, capitalized(words.sources)],
    rows: categories.map(({ category, sources, editors: its }) => [
      category,
      ...names.map((name) => categoryText(its.find(({ editor }) => editor === name))),
      count(sources),
    ]),
  };
}

function categoryText(figures: Pick<EditorFigures, 'reward'> | undefined): string {
  return figures ? estimateText(figures.reward, score) : 'none';
}

/** A single head is the reward itself. */
function headsTable({ editors }: EditorsReport, words: EditorWords): EditorTable {
  const keys = [...new Set(editors.flatMap(({ heads }) => Object.keys(heads)))];
  return {
    of: 'heads',
    title: `${capitalized(words.many)}, by dimension`,
    note: `Mean scores of each head of the model, over ${words.sources}, with 95% intervals.`,
    columns: [capitalized(words.one), ...keys.map(labelOfKey)],
    rows: keys.length < 2 ? [] : editors.map((one) => [one.editor, ...keys.map((key) => headText(one, key))]),
  };
}

function headText({ heads }: EditorFigures, key: string): string {
  const head = heads[key];
  return head ? estimateText(head, score) : 'none';
}

/** How often the editor of the row beats that of the column. Of two editors the table of pairs says it all. */
function matrixTable({ editors, pairs }: EditorsReport, words: EditorWords): EditorTable {
  const names = editors.map(({ editor }) => editor);
  const shares = new Map(
    pairs.flatMap(({ first, second, share: { value = 0 } }) => [
      [JSON.stringify([first, second]), value],
      [JSON.stringify([second, first]), 1 - value],
    ]),
  );
  return {
    of: 'matrix',
    title: `Wins of the ${words.one} of a row against that of a column`,
    note: 'A tie is half a win.',
    columns: [capitalized(words.one), ...names],
    rows:
      names.length < 3
        ? []
        : names.map((row) => [
            row,
            ...names.map((column) =>
              row === column ? '' : percentage(shares.get(JSON.stringify([row, column])), undefined),
            ),
          ]),
  };
}

function pairsTable({ pairs }: EditorsReport, words: EditorWords): EditorTable {
  return {
    of: 'pairs',
    title: `Each two ${words.many}`,
    note: `On the ${words.sources} that both have, of the first against the second.`,
    columns: [
      'First',
      'Second',
      'Wins, ties, losses',
      'Wins of the first (95% interval)',
      'Wins, by chance',
      'Difference of rewards',
      'Better',
    ],
    rows: pairs.map((pair) => [
      pair.first,
      pair.second,
      [pair.wins, pair.ties, pair.losses].map(count).join(' – '),
      estimateText(pair.share, percentage),
      estimateText(pair.chance, percentage),
      estimateText(pair.difference, score),
      verdictText(pair),
    ]),
  };
}

function verdictText({ verdict, first, second }: HeadToHead): string {
  return { first, second, unclear: 'not clear' }[verdict];
}

function estimateText({ value, interval }: Estimate, format: typeof score): string {
  return format(value, interval);
}

function count(value: number): string {
  return value.toLocaleString('en');
}
