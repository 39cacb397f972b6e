import { shareBelow, sharePercent } from '../../core/reference/place.ts';
import { REWARD_KEY, type ReferenceSet } from '../../core/reference/referenceSet.ts';
import type { CandidateScore, HeadName } from '../../core/score/score.ts';
import { ReferenceHistogram } from './ReferenceHistogram.tsx';
import { rankedCandidates, scoreOf } from './rankedCandidates.ts';
import { taskText } from './taskText.ts';
import { useStage } from './useStage.ts';

interface ReferencePlacesProps {
  readonly set: ReferenceSet;
  readonly heads: readonly HeadName[];
}

/** One of the scores that a picture has. */
interface Column extends HeadName {
  readonly points: readonly number[];
}

interface Scored {
  readonly id: number;
  readonly name: string;
  readonly score: CandidateScore;
}

/** Where each score lies, as plots to see and as a table to read. */
export function ReferencePlaces({ set, heads }: ReferencePlacesProps) {
  const task = useStage((view) => (view.scoredFor?.status.model ?? view).task);
  const columns = columnsOf(set, heads);
  const scored = useScored();
  return (
    <section aria-labelledby="places-title">
      <h3 id="places-title">
        Among {set.count.toLocaleString('en')} {set.of}
      </h3>
      <div className="reference-plots" aria-hidden="true">
        {columns.map(({ key, label, points }) => (
          <ReferenceHistogram
            key={key}
            label={label}
            points={points}
            values={scored.flatMap(({ score }) => valueOf(score, key) ?? [])}
          />
        ))}
      </div>
      <PlacesTable columns={columns} scored={scored} />
      <p className="muted">
        {set.origin} They are not {taskText(task).compared}, so a place among them is a rough guide.
      </p>
    </section>
  );
}

/** The best first. */
function useScored(): readonly Scored[] {
  const candidates = useStage((stage) => stage.candidates);
  const callFrom = useStage((stage) => stage.callFrom);
  return rankedCandidates(candidates, callFrom).flatMap((candidate) => {
    const { id, name } = candidate.picture;
    const score = scoreOf(candidate);
    return score ? [{ id, name, score }] : [];
  });
}

/** A single head is the reward itself. */
function columnsOf({ points }: ReferenceSet, heads: readonly HeadName[]): readonly Column[] {
  const known = heads.flatMap((head) => {
    const its = Object.hasOwn(points, head.key) ? points[head.key] : undefined;
    return its && heads.length > 1 ? [{ ...head, points: its }] : [];
  });
  return [{ key: REWARD_KEY, label: 'Reward', points: points[REWARD_KEY] }, ...known];
}

function valueOf({ reward, heads }: CandidateScore, key: string): number | undefined {
  return key === REWARD_KEY ? reward : heads[key]?.mu;
}

function placeOf(points: readonly number[], value: number | undefined): string {
  return value === undefined ? '' : sharePercent(shareBelow(points, value));
}

interface PlacesTableProps {
  readonly columns: readonly Column[];
  readonly scored: readonly Scored[];
}

function PlacesTable({ columns, scored }: PlacesTableProps) {
  return (
    <div className="place-scroll" tabIndex={0} role="group" aria-label="Places">
      <table>
        <caption className="muted">Better than so many of them</caption>
        <thead>
          <tr>
            <td />
            {columns.map(({ key, label }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {scored.map(({ id, name, score }) => (
            <tr key={id}>
              <th scope="row" className="file-name" title={name}>
                {name}
              </th>
              {columns.map(({ key, points }) => (
                <td key={key}>{placeOf(points, valueOf(score, key))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
