import type { CandidateScore } from '../../core/score.ts';
import { usePage } from '../page.ts';
import type { Picture } from '../state/appState.ts';
import { formatRaw } from '../state/format.ts';

/** The numbers as the model gave them. */
export function RawScores({ picture, score }: { readonly picture: Picture; readonly score: CandidateScore }) {
  const { state, dispatch } = usePage();
  const rows = [
    { name: 'Instruction following', mu: score.instructionFollowing.mu, logSigma: score.instructionFollowing.logSigma },
    { name: 'Visual quality', mu: score.visualQuality.mu, logSigma: score.visualQuality.logSigma },
    { name: 'Reward (mean)', mu: score.reward, logSigma: score.logSigma },
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
      <button
        type="button"
        className="quiet"
        disabled={state.run !== undefined}
        onClick={() => dispatch({ type: 'usedAsSource', id: picture.id })}
      >
        Use as the source
      </button>
    </details>
  );
}
