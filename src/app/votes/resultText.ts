import { formatChance, formatCountOf } from '../../core/formatNumbers.ts';
import { chanceOfReward } from '../../core/score/verdict.ts';
import type { ModelView, Vote } from '../../core/votes/vote.ts';
import { percentage } from '../../evaluation/estimateText.ts';
import { voteAgreement, type VoteAgreement } from '../../evaluation/votes/voteAgreement.ts';
import type { MatterView } from './voteMatter.ts';

/** What to know of an interval: sixteen pictures in order are 120 pairs, and by far not so many judgements. */
export const COUNTED_TOGETHER = 'The interval counts pairs of one source or prompt together, for they share pictures.';

/** "The model agrees with you on 5 of 6 pairs: 83.3% (95% interval 43.6 to 97.0). You tied 1 pair, which is left out." */
export function agreementText(
  { estimate, right, tied }: VoteAgreement,
  where = 'The model agrees with you on',
): string {
  const ties = tied === 0 ? '' : ` You tied ${formatCountOf(tied, 'pair')}: there is no order to agree with.`;
  if (estimate.count === 0) return `There is no pair that you ordered and the model scored.${ties}`;
  const share = percentage(estimate.value, estimate.interval).replace('(', '(95% interval ');
  return `${where} ${right} of ${formatCountOf(estimate.count, 'pair')}: ${share}.${ties}`;
}

/** Of all blind votes with the same model; undefined where these are the only ones. */
export function totalText(kept: readonly Vote[], latest: readonly Vote[], view: MatterView): string | undefined {
  const counted = kept.filter((vote) => vote.isBlind && vote.view && isOfOneModel(vote.view, view));
  const isMore = counted.some(({ id }) => !latest.some((one) => one.id === id));
  if (!isMore) return undefined;
  const agreement = voteAgreement(counted);
  return agreementText({ ...agreement, tied: 0 }, 'In all your blind votes with this model it agrees on');
}

/** Another limit on the size of pictures makes other rewards, and so does another taste. */
function isOfOneModel(one: ModelView, other: MatterView): boolean {
  return (
    one.manifestSha256 === other.manifestSha256 &&
    one.maxPixels === other.maxPixels &&
    one.tasteSha256 === other.tasteSha256
  );
}

export interface PairRow {
  readonly names: readonly [string, string];
  /** The name of the better one, or "tie". */
  readonly yours: string;
  /** The name of the better one with its chance; or that there is none. */
  readonly models: string;
  /** Undefined where there is nothing to agree with. */
  readonly agrees: boolean | undefined;
}

/** What was said of a pair, and what the model says of it. `scores` are those of its two candidates. */
export function pairRow({ candidates, ranks }: Vote, [a, b]: MatterView['scores']): PairRow {
  const names = [candidates[0]?.name ?? '', candidates[1]?.name ?? ''] as const;
  const order = Math.sign((ranks[1] ?? 0) - (ranks[0] ?? 0));
  const yours = order === 0 ? 'tie' : order > 0 ? names[0] : names[1];
  if (!a || !b) return { names, yours, models: 'not scored', agrees: undefined };
  const chance = chanceOfReward(a, b);
  const models = `${a.reward >= b.reward ? names[0] : names[1]} (${formatChance(Math.max(chance, 1 - chance))})`;
  const agrees = order === 0 ? undefined : order * (a.reward - b.reward) > 0;
  return { names, yours, models: a.reward === b.reward ? 'tie' : models, agrees };
}
