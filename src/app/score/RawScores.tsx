import { headScore } from '../../core/score/score.ts';
import { formatRaw } from '../ui/format.ts';
import { scoredHeads, scoreOf } from './rankedCandidates.ts';
import type { Candidate } from './stageState.ts';
import { useStage } from './useStage.ts';

interface RawScoresProps {
  readonly candidate: Candidate;
}

/** The numbers as the model gave them. A single head is the reward itself. */
export function RawScores({ candidate }: RawScoresProps) {
  const heads = useStage(scoredHeads);
  const score = scoreOf(candidate);
  if (!score) return null;
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
    </details>
  );
}
