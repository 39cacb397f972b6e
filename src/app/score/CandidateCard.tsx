import { usePage } from '../shell/page.ts';
import type { RewardScale } from '../../core/score/rewardScale.ts';
import { type RankedCandidate, scoredHeads } from './rankedCandidates.ts';
import { waitingText } from '../model/progressText.ts';
import { formatPixels, formatScore } from '../../core/formatNumbers.ts';
import { hasSource } from '../../core/task.ts';
import { headScore } from '../../core/score/score.ts';
import { orientationOf } from './orientation.ts';
import { formatSigma } from '../ui/format.ts';
import { HeadBar } from './HeadBar.tsx';
import { PictureImage } from '../ui/PictureImage.tsx';
import { RawScores } from './RawScores.tsx';
import './card.css';

interface CandidateCardProps {
  readonly candidate: RankedCandidate;
  readonly scale: RewardScale | undefined;
}

/** A picture with its scores as a caption. The picture opens the comparison. */
export function CandidateCard({ candidate, scale }: CandidateCardProps) {
  const { state, dispatch } = usePage();
  const { picture, rank, leads } = candidate;
  const { id, name } = picture;
  return (
    <li className={leads ? 'card winner' : 'card'} data-id={id} aria-label={name}>
      <div className="card-picture">
        <button
          type="button"
          className="canvas"
          aria-label={hasSource(state.task) ? `Compare ${name} with the source` : `Compare ${name} with others`}
          onClick={() => dispatch({ type: 'compared', id })}
        >
          <PictureImage picture={picture} orientation={orientationOf(state)} alt="" />
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
      <div className="card-text">
        <div className="file-name" title={name}>
          {name}
        </div>
        <CardScores candidate={candidate} scale={scale} />
      </div>
    </li>
  );
}

function CardScores({ candidate: { picture, outcome }, scale }: CandidateCardProps) {
  const { state } = usePage();
  if (outcome?.status === 'failed') return <p className="error">{outcome.error.message}</p>;
  if (!outcome || !scale) return <p className="waiting">{waitingText(state.run, picture.id)}</p>;
  const { score, maxPixels } = outcome;
  const heads = scoredHeads(state);
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
