import type { DatasetKind } from '../core/dataset/datasetItem.ts';
import type { FigureKey } from './figureKey.ts';
import { PUBLISHED_TABLES, type PublishedSource, type PublishedTable } from './publishedTables.ts';

export interface PublishedFigure {
  readonly key: FigureKey;
  /** Its column in the table of its suite. */
  readonly column: string;
  /** Items that the published figure is of; it is compared with a figure of as many alone. */
  readonly itemCount?: number;
  /** By the name of the model that they are of. Shares and correlations, published in hundredths, and means of rewards. */
  readonly values: Readonly<Record<string, number>>;
}

export interface PublishedSuite {
  readonly id: string;
  readonly name: string;
  /** Only beside results of such a dataset. */
  readonly kind: DatasetKind;
  readonly source: PublishedSource;
  /** All that was published beside its figures. */
  readonly table: PublishedTable;
  /** What results of it are likely called. */
  readonly fileName: RegExp;
  /** The last one is what methods are ranked by. */
  readonly figures: readonly [PublishedFigure, ...PublishedFigure[]];
}

interface Column {
  readonly key: FigureKey;
  readonly column: string;
  readonly itemCount?: number;
}

/** What a figure in a table is as a share or a correlation; rewards are as they are. */
export function shareOf(table: PublishedTable, published: number): number {
  return table.id === 'generators' ? published : published / 100;
}

/** The name that the models of a table have beside a figure, where not all are named there. */
type ShortNames = Readonly<Record<string, string>>;

/** Beside a figure of edits there is place for these; the whole field has a table. */
const BESIDE_EDITS: ShortNames = {
  'EditReward on Qwen2.5-VL-7B': 'Qwen2.5-VL-7B',
  'EditReward on MiMo-VL-7B': 'MiMo-VL-7B',
  Random: 'random',
};

function figure(table: PublishedTable, column: Column, names?: ShortNames): PublishedFigure {
  const place = table.columns.indexOf(column.column);
  const rows = names
    ? Object.keys(names).flatMap((name) => table.rows.find((row) => row.name === name) ?? [])
    : table.rows;
  const values = rows.flatMap((row) => {
    const value = row.values[place];
    return value === undefined ? [] : [[names?.[row.name] ?? row.name, shareOf(table, value)] as const];
  });
  return { ...column, values: Object.fromEntries(values) };
}

function ofEdits(column: Column): PublishedFigure {
  return figure(PUBLISHED_TABLES.edits, column, BESIDE_EDITS);
}

/** What the suites of EditReward have in common. */
const OF_EDITS = { kind: 'edits', source: PUBLISHED_TABLES.edits.source, table: PUBLISHED_TABLES.edits } as const;

const TEST_SETS = [
  { id: 'imagereward', name: 'ImageReward’s test set', column: 'ImageReward', fileName: /image-?reward/i },
  { id: 'pickscore', name: 'PickScore’s test set', column: 'PickScore', fileName: /pick-?(score|a-?pic)/i },
  { id: 'hpdv2', name: 'HPDv2’s test set', column: 'HPDv2', fileName: /hpd[-_ ]?v?2/i },
  { id: 'hpdv3', name: 'HPDv3’s test set', column: 'HPDv3', fileName: /hpd[-_ ]?v?3/i },
] as const;

const ACCURACY_SUITES = TEST_SETS.map(({ column, ...set }): PublishedSuite => {
  const table = PUBLISHED_TABLES.accuracies;
  const figures = [figure(table, { key: 'officialPairs', column })] as const;
  return { ...set, kind: 'textToImage', source: table.source, table, figures };
});

/** HPSv3's rewards of what generators make of the prompts of its benchmark: the mean over its twelve categories. */
const GENERATORS: PublishedSuite = {
  id: 'generators',
  name: 'HPSv3’s benchmark of generators',
  kind: 'textToImage',
  source: PUBLISHED_TABLES.generators.source,
  table: PUBLISHED_TABLES.generators,
  fileName: /hpsv?3[-_ ]?bench/i,
  figures: [figure(PUBLISHED_TABLES.generators, { key: 'foldersOverall', column: 'Overall' })],
};

/**
 * EditReward's published figures, of its two models of seven billion parameters in bf16. The figures of GenAI-Bench and
 * AURORA-Bench count ties: a guess is right in 25.90% and 33.43%, one of four answers and one of three. Then those of HPSv3.
 */
export const PUBLISHED_SUITES: readonly PublishedSuite[] = [
  {
    ...OF_EDITS,
    id: 'editreward-bench',
    name: 'EditReward-Bench',
    fileName: /edit-?reward[-_ ]?bench/i,
    figures: [
      ofEdits({ key: 'strict2', column: 'Bench K=2', itemCount: 186 }),
      ofEdits({ key: 'strict3', column: 'Bench K=3', itemCount: 150 }),
      ofEdits({ key: 'strict4', column: 'Bench K=4', itemCount: 148 }),
      ofEdits({ key: 'strictOverall', column: 'Bench overall', itemCount: 484 }),
    ],
  },
  {
    ...OF_EDITS,
    id: 'genai-bench',
    name: 'GenAI-Bench',
    fileName: /gen-?ai[-_ ]?bench/i,
    figures: [ofEdits({ key: 'withTies', column: 'GenAI-Bench' })],
  },
  {
    ...OF_EDITS,
    id: 'aurora-bench',
    name: 'AURORA-Bench, pairs',
    fileName: /aurora/i,
    figures: [ofEdits({ key: 'withTies', column: 'AURORA-Bench' })],
  },
  {
    ...OF_EDITS,
    id: 'imagenhub',
    name: 'ImagenHub',
    fileName: /imagen-?hub/i,
    figures: [ofEdits({ key: 'spearmanOfficial', column: 'ImagenHub' })],
  },
  ...ACCURACY_SUITES,
  GENERATORS,
];
