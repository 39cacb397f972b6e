import { formatScoreWithSigma } from '../../core/formatNumbers.ts';
import { usePart } from '../ui/usePart.ts';
import { referenceOf } from './comparedWith.ts';
import { orientationOf } from './orientation.ts';
import { rankedCandidates, type RankedCandidate, scoreOf } from './rankedCandidates.ts';
import { useShownCandidates } from './useShownCandidates.ts';
import { useStage, useStageDispatch } from './useStage.ts';

const loadDialog = () => import('../comparison/ComparisonDialog.tsx');

/** One candidate beside the source, or beside another candidate, over the page. Its neighbours are those in the ranking. */
export function Comparison() {
  const dispatch = useStageDispatch();
  const ranked = rankedCandidates(
    useShownCandidates(),
    useStage((stage) => stage.callFrom),
  );
  const comparedId = useStage((stage) => stage.comparedId);
  const orientation = useStage(orientationOf);
  const index = ranked.findIndex(({ picture }) => picture.id === comparedId);
  const candidate = ranked[index];
  const reference = useStage((view) => candidate && referenceOf(view, ranked, candidate));
  const close = () => dispatch({ type: 'compared', id: undefined });
  const part = usePart(loadDialog, candidate !== undefined, (why) => {
    dispatch({ type: 'problemsFound', problems: [{ file: '', message: why }], beside: true });
    close();
  });
  if (!candidate || !part) return null;
  const { ComparisonDialog } = part;

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
      orientation={orientation}
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
