import { formatPixels, formatScore } from '../../core/formatNumbers.ts';
import { headScore } from '../../core/score/score.ts';
import type { RewardScale } from '../../core/score/rewardScale.ts';
import { hasSource } from '../../core/task.ts';
import type { CandidateOutcome } from '../../core/score/outcome.ts';
import { formatSigma } from '../ui/format.ts';
import { PictureImage } from '../ui/PictureImage.tsx';
import { HeadBar } from './HeadBar.tsx';
import { orientationOf } from './orientation.ts';
import { type RankedCandidate, scoredHeads } from './rankedCandidates.ts';
import { RawScores } from './RawScores.tsx';
import { waitingText } from './runText.ts';
import type { Picture } from './stageState.ts';
import { useStage, useStageDispatch } from './useStage.ts';
import './card.css';

interface CandidateCardProps {
  readonly candidate: RankedCandidate;
  readonly scale: RewardScale | undefined;
}

/** A picture with its scores as a caption. The picture opens the comparison. */
export function CandidateCard({ candidate, scale }: CandidateCardProps) {
  const { picture, leads } = candidate;
  const { id, name } = picture;
  return (
    <li className={leads ? 'card winner' : 'card'} data-id={id} aria-label={name}>
      <CardPicture candidate={candidate} />
      <div className="card-text">
        <div className="file-name" title={name}>
          {name}
        </div>
        <CardScores candidate={candidate} scale={scale} />
      </div>
    </li>
  );
}

function CardPicture({ candidate: { picture, rank } }: Pick<CandidateCardProps, 'candidate'>) {
  const dispatch = useStageDispatch();
  const orientation = useStage(orientationOf);
  const isEdit = useStage(({ task }) => hasSource(task));
  const { id, name } = picture;
  return (
    <div className="card-picture">
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

function CardScores({ candidate: { picture, outcome }, scale }: CandidateCardProps) {
  if (outcome?.status === 'failed') return <p className="error">{outcome.error.message}</p>;
  if (!outcome || !scale) return <WaitingLine id={picture.id} />;
  return <Scores picture={picture} outcome={outcome} scale={scale} />;
}

function WaitingLine({ id }: { readonly id: number }) {
  return <p className="waiting">{useStage(({ run }) => waitingText(run, id))}</p>;
}

interface ScoresProps {
  readonly picture: Picture;
  readonly outcome: Extract<CandidateOutcome, { status: 'scored' }>;
  readonly scale: RewardScale;
}

function Scores({ picture, outcome: { score, maxPixels }, scale }: ScoresProps) {
  const heads = useStage(scoredHeads);
  return (
    <>
      <p className="reward">
        <span className="visually-hidden">Reward </span>
        <strong>{formatScore(score.reward)}</strong> ± {formatSigma(score.logSigma)}
      </p>
      {heads.map(({ key, label }) => (
        <HeadBar key={key} label={label} score={headScore(score.heads, key)} scale={scale} />
      ))}
      {maxPixels !== undefined && (
        <p className="muted limited">Made smaller, to {formatPixels(maxPixels)}: not the official score.</p>
      )}
      <RawScores picture={picture} score={score} heads={heads} />
    </>
  );
}
