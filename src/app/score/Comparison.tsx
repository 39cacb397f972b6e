import { formatScoreWithSigma } from '../../core/formatNumbers.ts';
import { usePart } from '../ui/usePart.ts';
import { usePage } from '../shell/page.ts';
import { referenceOf } from '../comparison/comparison.ts';
import { orientationOf } from './orientation.ts';
import { rankedCandidates, type RankedCandidate, scoreOf, shownCandidates } from './rankedCandidates.ts';

const loadDialog = () => import('../comparison/ComparisonDialog.tsx');

/** One candidate beside the source, or beside another candidate, over the page. Its neighbours are those in the ranking. */
export function Comparison() {
  const { state, dispatch } = usePage();
  const ranked = rankedCandidates(shownCandidates(state));
  const index = ranked.findIndex(({ picture }) => picture.id === state.comparedId);
  const candidate = ranked[index];
  const close = () => dispatch({ type: 'compared', id: undefined });
  const part = usePart(loadDialog, candidate !== undefined, close);
  if (!candidate || !part) return null;
  const { ComparisonDialog } = part;
  const reference = referenceOf(state, ranked, candidate);

  function wayTo(neighbour: RankedCandidate | undefined): (() => void) | undefined {
    return neighbour && (() => dispatch({ type: 'compared', id: neighbour.picture.id }));
  }

  return (
    <ComparisonDialog
      label={reference ? `${candidate.picture.name} and ${reference.noun}` : candidate.picture.name}
      title={titleOf(candidate)}
      reference={reference}
      isAlone={!reference}
      candidate={candidate.picture}
      orientation={orientationOf(state)}
      onPrevious={wayTo(ranked[index - 1])}
      onNext={wayTo(ranked[index + 1])}
      onClose={close}
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
