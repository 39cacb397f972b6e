import { placesOf, sharePercent, type ScorePlaces } from '../../core/reference/place.ts';
import type { ReferenceSet } from '../../core/reference/referenceSet.ts';
import { liftScore } from '../../core/score/flatScore.ts';
import type { ScoreReport } from '../../core/score/scoreReport.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import { candidateNoun, hasSource, type Task } from '../../core/task.ts';
import { alignColumns } from './alignColumns.ts';

/** Where scores lie among those of a reference set: what `score --reference FILE --json` adds. */
export interface ReferencePlaces extends Pick<ReferenceSet, 'of' | 'origin' | 'count'> {
  /** Shares from 0 to 1 of the reference's scores that each is above, in the order of the report. */
  readonly places: readonly { readonly file: string; readonly above: ScorePlaces }[];
}

export function comparedWith(set: ReferenceSet, { candidates }: ScoreReport): ReferencePlaces {
  const scored = candidates.filter((candidate) => 'rank' in candidate);
  const { of, origin, count } = set;
  return {
    of,
    origin,
    count,
    places: scored.map((candidate) => ({ file: candidate.file, above: placesOf(set, liftScore(candidate)) })),
  };
}

/** A row for each scored candidate, with a column a head. */
export function placesTable(
  { of, origin, count, places }: ReferencePlaces,
  { heads, task }: Pick<Manifest, 'heads' | 'task'>,
): string {
  const compared = heads.filter(({ key }) => places.some(({ above }) => above.heads[key] !== undefined));
  const title = candidateNoun(task) === 'edit' ? 'Edit' : 'Picture';
  const columns = [title, 'Reward', ...compared.map(({ label }) => label)];
  const rows = places.map(({ file, above }) => [
    file,
    sharePercent(above.reward),
    ...compared.map(({ key }) => sharePercent(above.heads[key] ?? 0)),
  ]);
  return [
    `Better than so many of ${count} ${of}:`,
    '',
    ...alignColumns([columns, ...rows], 1),
    '',
    `${origin} They are of other ${requestsOf(task)}, so this is a rough guide.`,
  ].join('\n');
}

function requestsOf(task: Task): string {
  return hasSource(task) ? `pictures and ${task.text}s` : `${task.text}s`;
}
