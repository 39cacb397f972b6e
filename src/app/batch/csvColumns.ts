import type { PictureOutcome } from '../../core/dataset/pictureOutcome.ts';
import { headScore, type CandidateScore, type HeadName } from '../../core/score/score.ts';
import { judgementColumns } from '../../formats/results/scoreLine.ts';
import type { BatchRow } from './table/batchRows.ts';

export type Cell = string | number | undefined;

/** A column of the results as CSV. */
export interface CsvColumn {
  /** In lower case with underscores: `visual_quality_mu`. */
  readonly name: string;
  cell(row: BatchRow, outcome: PictureOutcome | undefined): Cell;
}

/** The columns of a batch: those of edits always, and what else a dataset without sources says where it says it. */
export function csvColumns(rows: readonly BatchRow[], heads: readonly HeadName[]): CsvColumn[] {
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
