import type { CSSProperties } from 'react';
import type { HeadScore } from '../../core/score/score.ts';
import { formatScore } from '../../core/formatNumbers.ts';
import { formatSigma } from '../ui/format.ts';
import { type RewardScale, scalePosition } from '../../core/score/rewardScale.ts';

interface HeadBarProps {
  readonly label: string;
  readonly score: HeadScore;
  readonly scale: RewardScale;
}

/** A slim bar up to mu; it is solid up to one sigma below mu and has faded out one sigma above. */
export function HeadBar({ label, score: { mu, logSigma }, scale }: HeadBarProps) {
  const sigma = Math.exp(logSigma);
  const percent = (reward: number) => `${(scalePosition(reward, scale) * 100).toFixed(2)}%`;
  const style: CSSProperties = { '--solid': percent(mu - sigma), '--mu': percent(mu), '--end': percent(mu + sigma) };
  return (
    <div className="head-bar">
      <span>{label}</span>
      <span className="head-score">
        {formatScore(mu)}
        <span className="head-sigma"> ± {formatSigma(logSigma)}</span>
      </span>
      <span className="bar" style={style} aria-hidden="true" />
    </div>
  );
}
