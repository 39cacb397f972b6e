import { csvLine, type CsvCell } from '../../core/csv.ts';
import { deviceLabel } from '../../core/score/deviceLabel.ts';
import type { ReportedTaste } from '../../core/score/scoreReport.ts';
import { headScore, type CandidateScore, type HeadName } from '../../core/score/score.ts';
import {
  rivalChances,
  type RivalChances,
  scoredCandidates,
  type SharedCandidate,
  type SharedSession,
} from './sharedSession.ts';

interface SessionRow {
  readonly candidate: SharedCandidate;
  readonly score: CandidateScore | undefined;
  readonly chances: RivalChances | undefined;
}

interface CsvColumn {
  /** In lower case with underscores, as in the files of a batch. */
  readonly name: string;
  cell(row: SessionRow): CsvCell;
}

/** The table of the comparison. Each row says by which model it is and what to beware of: rows are copied without their file. */
export function sessionCsv(session: SharedSession): string {
  const columns = [...rankColumns, ...session.heads.flatMap(headColumns), ...lastColumns, ...contextColumns(session)];
  const lines = rowsOf(session).map((row) => csvLine(columns.map(({ cell }) => cell(row))));
  return [csvLine(columns.map(({ name }) => name)), ...lines].join('');
}

function rowsOf(session: SharedSession): SessionRow[] {
  const chances = rivalChances(scoredCandidates(session));
  let place = 0;
  return session.candidates.map((candidate) => {
    const { outcome } = candidate;
    if (outcome.status !== 'scored') return { candidate, score: undefined, chances: undefined };
    return { candidate, score: outcome.score, chances: chances[place++] };
  });
}

const rankColumns: readonly CsvColumn[] = [
  { name: 'rank', cell: ({ candidate }) => candidate.rank },
  { name: 'file', cell: ({ candidate }) => candidate.name },
  { name: 'reward', cell: ({ score }) => score?.reward },
  { name: 'sigma', cell: ({ score }) => score && Math.exp(score.logSigma) },
  { name: 'log_sigma', cell: ({ score }) => score?.logSigma },
  { name: 'chance_better_than_next', cell: ({ chances }) => chances?.thanNext },
  { name: 'chance_better_than_best', cell: ({ chances }) => chances?.thanBest },
];

const lastColumns: readonly CsvColumn[] = [
  {
    name: 'max_pixels',
    cell: ({ candidate: { outcome } }) => (outcome.status === 'scored' ? outcome.maxPixels : undefined),
  },
  {
    name: 'error',
    cell: ({ candidate: { outcome } }) => (outcome.status === 'failed' ? outcome.error.message : undefined),
  },
];

function headColumns({ key }: HeadName): CsvColumn[] {
  const name = key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return [
    { name: `${name}_mu`, cell: ({ score }) => score && headScore(score.heads, key).mu },
    { name: `${name}_log_sigma`, cell: ({ score }) => score && headScore(score.heads, key).logSigma },
  ];
}

function tasteColumns({ name, sha256 }: ReportedTaste): readonly (readonly [string, string])[] {
  return [
    ['taste', name],
    ['taste_sha256', sha256],
  ];
}

function contextColumns({ textName, instruction, source, model, device, caveats, note }: SharedSession): CsvColumn[] {
  const context: readonly (readonly [string, string | undefined])[] = [
    [textName, instruction],
    ['source', source?.name],
    ['model', `${model.id} ${model.dtype}`],
    ['revision', model.revision],
    ['manifest_sha256', model.manifestSha256],
    ...(model.taste ? tasteColumns(model.taste) : []),
    ['device', deviceLabel(device)],
    ['caveats', [...caveats, note].join(' ')],
  ];
  return context.map(([name, value]) => ({ name, cell: () => value }));
}
