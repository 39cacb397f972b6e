import { formatPixels, formatScore } from '../../core/formatNumbers.ts';
import { headScore } from '../../core/score/score.ts';
import type { RewardScale } from '../../core/score/rewardScale.ts';
import { hasSource } from '../../core/task.ts';
import type { CandidateOutcome } from '../../core/score/outcome.ts';
import { formatSigma } from '../ui/format.ts';
import { FileName } from '../ui/FileName.tsx';
import { PictureImage } from '../ui/PictureImage.tsx';
import { HeadBar } from './HeadBar.tsx';
import { orientationOf } from './orientation.ts';
import { dragsPicture, takesPicture } from './pictureDrag.ts';
import { type RankedCandidate, scoredHeads } from './rankedCandidates.ts';
import { RawScores } from './RawScores.tsx';
import { ScorePlace } from './ScorePlace.tsx';
import { waitingText } from './runText.ts';
import { useStage, useStageDispatch } from './useStage.ts';
import { WhereItLooked } from './WhereItLooked.tsx';
import './card.css';

interface CandidateCardProps {
  readonly candidate: RankedCandidate;
  readonly scale: RewardScale | undefined;
}

/** A picture with its scores as a caption. The picture opens the comparison. */
export function CandidateCard({ candidate, scale }: CandidateCardProps) {
  const { picture, leads } = candidate;
  const { id, name } = picture;
  const swap = useSwapWithSource(id);
  return (
    <li className={leads ? 'card winner' : 'card'} data-id={id} aria-label={name} {...swap}>
      <CardPicture candidate={candidate} />
      <div className="card-text">
        <div className="file-name">
          <FileName name={name} />
        </div>
        <CardScores candidate={candidate} scale={scale} />
        <div className="card-foot">
          <RawScores candidate={candidate} />
          <WhereItLooked candidate={candidate} />
          <MakeSource picture={picture} />
        </div>
      </div>
    </li>
  );
}

/** Takes the source where it is dropped on this card. */
function useSwapWithSource(id: number) {
  const dispatch = useStageDispatch();
  const sourceId = useStage(({ source, run }) => (run ? undefined : source?.id));
  return takesPicture((dropped) => dropped === sourceId && dispatch({ type: 'usedAsSource', id }));
}

function CardPicture({ candidate: { picture, rank } }: Pick<CandidateCardProps, 'candidate'>) {
  const dispatch = useStageDispatch();
  const orientation = useStage(orientationOf);
  const isEdit = useStage(({ task }) => hasSource(task));
  const { id, name } = picture;
  return (
    <div className="card-picture" {...dragsPicture(id)}>
      <button
        type="button"
        className="canvas"
        aria-label={isEdit ? `Compare ${name} with the source` : `Compare ${name} with others`}
        onClick={() => dispatch({ type: 'compared', id })}
      >
        <PictureImage picture={picture} orientation={orientation} alt="" />
      </button>
      {rank !== undefined && (
        <span className="rank">
          <span className="visually-hidden">Rank </span>
          {rank}
        </span>
      )}
      <button
        type="button"
        className="remove"
        aria-label={`Remove ${name}`}
        onClick={() => dispatch({ type: 'pictureRemoved', id })}
      >
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <path d="M2 2l8 8M10 2l-8 8" />
        </svg>
      </button>
    </div>
  );
}

/** The two change places: nothing is thrown away. */
function MakeSource({ picture: { id, name } }: Pick<RankedCandidate, 'picture'>) {
  const dispatch = useStageDispatch();
  const isOffered = useStage(({ task }) => hasSource(task));
  const isScoring = useStage(({ run }) => run !== undefined);
  if (!isOffered) return null;
  return (
    <button
      type="button"
      className="quiet make-source"
      aria-label={`Make ${name} the source`}
      disabled={isScoring}
      onClick={() => dispatch({ type: 'usedAsSource', id })}
    >
      Make source
    </button>
  );
}

function CardScores({ candidate: { picture, outcome }, scale }: CandidateCardProps) {
  if (outcome?.status === 'failed') return <p className="error">{outcome.error.message}</p>;
  if (!outcome || !scale) return <WaitingLine id={picture.id} />;
  return <Scores outcome={outcome} scale={scale} />;
}

function WaitingLine({ id }: { readonly id: number }) {
  return <p className="waiting">{useStage(({ run }) => waitingText(run, id))}</p>;
}

interface ScoresProps {
  readonly outcome: Extract<CandidateOutcome, { status: 'scored' }>;
  readonly scale: RewardScale;
}

function Scores({ outcome: { score, maxPixels }, scale }: ScoresProps) {
  const heads = useStage(scoredHeads);
  return (
    <>
      <p className="reward">
        <span className="visually-hidden">Reward </span>
        <strong>{formatScore(score.reward)}</strong> ± {formatSigma(score.logSigma)}
      </p>
      <ScorePlace score={score} />
      {heads.map(({ key, label }) => (
        <HeadBar key={key} label={label} score={headScore(score.heads, key)} scale={scale} />
      ))}
      {maxPixels !== undefined && (
        <p className="muted limited">
          This picture was made smaller, to {formatPixels(maxPixels)}. The score is not the official one.
        </p>
      )}
    </>
  );
}
