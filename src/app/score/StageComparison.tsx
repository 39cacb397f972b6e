import { useState } from 'react';
import { formatScoreWithSigma } from '../../core/formatNumbers.ts';
import { ComparisonDialog } from '../comparison/ComparisonDialog.tsx';
import { comparedPictures, firstReference } from './comparedPictures.ts';
import { orientationOf } from './orientation.ts';
import { rankedCandidates, type RankedCandidate, scoreOf } from './rankedCandidates.ts';
import { staleReason } from './staleness.ts';
import { useShownCandidates } from './useShownCandidates.ts';
import { useStage, useStageDispatch } from './useStage.ts';

/** Two pictures of the stage over the page: at first a candidate and the source. Its neighbours are those in the ranking. */
export function StageComparison() {
  const dispatch = useStageDispatch();
  const ranked = rankedCandidates(
    useShownCandidates(),
    useStage((stage) => stage.callFrom),
  );
  const comparedId = useStage((stage) => stage.comparedId);
  const orientation = useStage(orientationOf);
  const instruction = useStage((stage) => stage.instruction);
  const shown = useStage(({ source, task, scoredFor }) => ({ source, task, scoredFor }));
  const stale = useStage((stage) => (stage.run ? undefined : staleReason(stage)));
  const [wantedLeft, setWantedLeft] = useState<number>();
  const compare = (id: number | undefined) => dispatch({ type: 'compared', id });
  const pictures = comparedId === undefined ? [] : comparedPictures(shown, ranked, stale);
  const right = pictures.find(({ id }) => id === comparedId);
  if (!right) return null;
  const isLeftThere = wantedLeft !== right.id && pictures.some(({ id }) => id === wantedLeft);
  const leftId = isLeftThere ? wantedLeft : firstReference(pictures, right.id);
  const left = pictures.find(({ id }) => id === leftId);
  const index = ranked.findIndex(({ picture }) => picture.id === right.id);

  function wayTo(neighbour: RankedCandidate | undefined): (() => void) | undefined {
    return neighbour && (() => compare(neighbour.picture.id));
  }

  function close(): void {
    setWantedLeft(undefined);
    compare(undefined);
  }

  return (
    <ComparisonDialog
      label={left ? `${right.name} and ${left.label === 'Source' ? 'the source' : left.name}` : right.name}
      title={<Title name={right.name} candidate={ranked[index]} stale={stale} />}
      pictures={pictures}
      leftId={leftId}
      rightId={right.id}
      orientation={orientation}
      onLeft={setWantedLeft}
      onRight={compare}
      onPrevious={wayTo(ranked[index - 1])}
      onNext={wayTo(ranked[index + 1])}
      onClose={close}
    >
      {instruction.trim() !== '' && <p className="pair-instruction">{instruction}</p>}
    </ComparisonDialog>
  );
}

interface TitleProps {
  readonly name: string;
  readonly candidate: RankedCandidate | undefined;
  /** What the scores are for, where that has changed since. */
  readonly stale: string | undefined;
}

function Title({ name, candidate, stale }: TitleProps) {
  const score = candidate && scoreOf(candidate);
  return (
    <>
      <span className="file-name">{name}</span>
      {score && (
        <span className="muted">
          {' '}
          rank {candidate.rank}, reward {formatScoreWithSigma(score.reward, score.logSigma)}
          {stale !== undefined && `, for ${stale}`}
        </span>
      )}
    </>
  );
}
