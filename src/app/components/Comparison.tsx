import { usePage } from '../page.ts';
import { formatScoreWithSigma } from '../../core/formatNumbers.ts';
import { rankedCandidates, type RankedCandidate, scoreOf, shownCandidates } from '../state/rankedCandidates.ts';
import { ComparisonDialog } from './ComparisonDialog.tsx';

/** One candidate beside the source, over the page. Its neighbours are those in the ranking. */
export function Comparison() {
  const { state, dispatch } = usePage();
  const ranked = rankedCandidates(shownCandidates(state));
  const index = ranked.findIndex(({ picture }) => picture.id === state.comparedId);
  const candidate = ranked[index];
  if (!candidate) return null;

  function wayTo(neighbour: RankedCandidate | undefined): (() => void) | undefined {
    return neighbour && (() => dispatch({ type: 'compared', id: neighbour.picture.id }));
  }

  return (
    <ComparisonDialog
      label={`${candidate.picture.name} and the source`}
      title={titleOf(candidate)}
      source={state.source}
      candidate={candidate.picture}
      orientation={state.orientation}
      onPrevious={wayTo(ranked[index - 1])}
      onNext={wayTo(ranked[index + 1])}
      onClose={() => dispatch({ type: 'compared', id: undefined })}
    />
  );
}

function titleOf(candidate: RankedCandidate) {
  const score = scoreOf(candidate);
  return (
    <>
      <span className="file-name">{candidate.picture.name}</span>
      {score && (
        <span className="muted">
          {' '}
          rank {candidate.rank}, reward {formatScoreWithSigma(score.reward, score.logSigma)}
        </span>
      )}
    </>
  );
}
