import { type CandidateScore, headScore, type HeadName } from '../../core/score/score.ts';
import { hasSource } from '../../core/task.ts';
import type { Picture } from './stageState.ts';
import { formatRaw } from '../ui/format.ts';
import { useStage, useStageDispatch } from './useStage.ts';

interface RawScoresProps {
  readonly picture: Picture;
  readonly score: CandidateScore;
  readonly heads: readonly HeadName[];
}

/** The numbers as the model gave them. A single head is the reward itself. */
export function RawScores({ picture, score, heads }: RawScoresProps) {
  const rows = [
    ...heads.map(({ key, label }) => ({ name: label, ...headScore(score.heads, key) })),
    { name: heads.length > 1 ? 'Reward (mean)' : 'Reward', mu: score.reward, logSigma: score.logSigma },
  ];
  return (
    <details className="raw">
      <summary>Raw values</summary>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">mu</th>
            <th scope="col">log sigma</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, mu, logSigma }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{formatRaw(mu)}</td>
              <td>{formatRaw(logSigma)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <UseAsSource id={picture.id} />
    </details>
  );
}

function UseAsSource({ id }: { readonly id: number }) {
  const dispatch = useStageDispatch();
  const isOffered = useStage(({ task }) => hasSource(task));
  const isScoring = useStage(({ run }) => run !== undefined);
  if (!isOffered) return null;
  return (
    <button type="button" className="quiet" disabled={isScoring} onClick={() => dispatch({ type: 'usedAsSource', id })}>
      Use as the source
    </button>
  );
}
