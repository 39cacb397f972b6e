import { csvLine, type CsvCell } from '../../core/csv.ts';
import type { PictureOutcome } from '../../core/dataset/pictureOutcome.ts';
import { headScore, type CandidateScore, type HeadName } from '../../core/score/score.ts';
import type { ResultRow, ResultRows } from './resultRow.ts';
import { judgementColumns } from './scoreLine.ts';
import { textParts } from './textParts.ts';

interface CsvColumn {
  /** In lower case with underscores: `visual_quality_mu`. */
  readonly name: string;
  cell(row: ResultRow, outcome: PictureOutcome | undefined): CsvCell;
}

/** `<name>_scores.csv` in pieces: a row for each edit, with the reason where there is no score. */
export function* csvParts<Row extends ResultRow>(
  { rows, outcomeOf }: ResultRows<Row>,
  heads: readonly HeadName[],
): Generator<string> {
  const columns = csvColumns(rows, heads);
  yield csvLine(columns.map(({ name }) => name));
  yield* textParts(rows, (row) => {
    const outcome = outcomeOf(row);
    return csvLine(columns.map(({ cell }) => cell(row, outcome)));
  });
}

/** The columns of edits are always there. Those of `MORE_COLUMNS` are there where the dataset fills them. */
function csvColumns(rows: readonly ResultRow[], heads: readonly HeadName[]): CsvColumn[] {
  const hasSource = rows.some(({ item }) => item.source !== undefined);
  return [
    ...ITEM_COLUMNS.filter(({ name }) => name !== 'source' || hasSource || rows.length === 0),
    scoreColumn('reward', ({ reward }) => reward),
    scoreColumn('log_sigma', ({ logSigma }) => logSigma),
    ...heads.flatMap(headColumns),
    { name: 'error', cell: (_, outcome) => (outcome && 'error' in outcome ? outcome.error.message : undefined) },
    { name: 'judgement', cell: ({ item }) => judgementColumns(item).judgement },
    { name: 'judgement_reason', cell: ({ item }) => judgementColumns(item).judgementReason },
    ...MORE_COLUMNS.filter(({ cell }) => rows.some((row) => cell(row, undefined) !== undefined)),
  ];
}

const ITEM_COLUMNS: readonly CsvColumn[] = [
  { name: 'line', cell: ({ item }) => item.line },
  { name: 'candidate', cell: ({ place }) => place },
  { name: 'instruction', cell: ({ item }) => item.instruction },
  { name: 'source', cell: ({ item }) => item.source?.name },
  { name: 'edited', cell: ({ candidate }) => candidate.image.name },
  { name: 'model', cell: ({ candidate }) => candidate.model },
  { name: 'human_rank', cell: ({ item, place }) => item.ranks?.[place] },
  { name: 'human_score', cell: ({ candidate }) => candidate.humanScore },
];

const MORE_COLUMNS: readonly CsvColumn[] = [
  { name: 'confidence', cell: ({ item }) => item.confidence ?? undefined },
  { name: 'votes', cell: ({ item, place }) => item.votes?.[place] },
  { name: 'folder', cell: ({ item }) => item.folder },
  { name: 'category', cell: ({ item }) => item.category },
];

function scoreColumn(name: string, valueOf: (score: CandidateScore) => number): CsvColumn {
  return { name, cell: (_, outcome) => (outcome && 'score' in outcome ? valueOf(outcome.score) : undefined) };
}

function headColumns({ key }: HeadName): CsvColumn[] {
  const name = key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return [
    scoreColumn(`${name}_mu`, ({ heads }) => headScore(heads, key).mu),
    scoreColumn(`${name}_log_sigma`, ({ heads }) => headScore(heads, key).logSigma),
  ];
}
