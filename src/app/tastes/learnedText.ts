import { formatCountOf } from '../../core/formatNumbers.ts';
import { percentage } from '../../evaluation/estimateText.ts';
import { LEAST_SOURCES, type TrainingKind } from '../../taste/trainTaste.ts';
import type { Learned, LearningStep } from './learnTaste.ts';
import type { VoteCount } from './materialOfDataset.ts';
import { BLIND_VOTES } from './materialOfVotes.ts';

/** "There are 60 blind votes on 30 sources". */
export function thereAreText({ votes, sources }: VoteCount, what: string): string {
  const verb = votes === 1 ? 'is' : 'are';
  return `There ${verb} ${formatCountOf(votes, what)} on ${formatCountOf(sources, 'source')}`;
}

/** How many sources are missing; 0 once there are enough. */
export function missingSources({ sources }: VoteCount, kind: TrainingKind): number {
  return Math.max(0, LEAST_SOURCES[kind] - sources);
}

/** Below this, whole heads learn less than last layers that are held to the original. */
const LEAST_VOTES_OF_WHOLE_HEADS = 300;

export function allowsWholeHeads(count: VoteCount): boolean {
  return count.votes >= LEAST_VOTES_OF_WHOLE_HEADS && missingSources(count, 'wholeHeads') === 0;
}

export function stepText({ what, done, total }: LearningStep): string {
  if (what === 'training') return 'training the heads';
  return total === 0 ? 'beginning' : `looking at picture ${Math.min(done + 1, total)} of ${total}`;
}

/** What came of it, in a sentence or two. */
export function verdictText({ training: { heldOut, dataset } }: Pick<Learned, 'training'>): string {
  const isOfUser = dataset.name === BLIND_VOTES;
  const whom = isOfUser ? 'you' : 'these votes';
  const advice = isOfUser ? ' Vote on more pictures.' : '';
  if (!heldOut) return `No votes could be held out, so nothing is known of how well it agrees.${advice}`;
  if (!heldOut.isBetter) {
    return `It does not agree with ${whom} better than the model does, so there is nothing to keep.${advice}`;
  }
  const gain = `It agrees with ${whom} better than the model’s own heads, by ${gainText(heldOut.gain)}.`;
  return heldOut.isCertain ? gain : `${gain} This may be luck: chance alone could give as much. More votes will tell.`;
}

/** "20.0 points (95% interval 8.1 to 33.0)" */
function gainText({
  value,
  interval,
}: {
  value: number;
  interval?: { low: number; high: number } | undefined;
}): string {
  const range = interval ? ` (95% interval ${points(interval.low)} to ${points(interval.high)})` : '';
  return `${points(value)} points${range}`;
}

function points(share: number): string {
  return (100 * share).toFixed(1).replace('-', '−');
}

/** Who agrees how often, with the interval. */
export function agreementRows({ training: { heldOut } }: Pick<Learned, 'training'>): readonly (readonly string[])[] {
  if (!heldOut) return [];
  const { original, taste } = heldOut;
  return [
    ['The model’s own heads', percentage(original.value, original.interval)],
    ['The taste', percentage(taste.value, taste.interval)],
  ];
}

/** How well fewer votes would have done. */
export function curveRows({ curve }: Pick<Learned, 'curve'>): readonly (readonly string[])[] {
  return curve.length < 2 ? [] : curve.map(({ votes, agreement }) => [String(votes), percentage(agreement, undefined)]);
}

export function missingText(missing: number): string | undefined {
  if (missing === 0) return undefined;
  return `${formatCountOf(missing, 'picture')} could not be scored, or are kept no more: votes on them taught nothing.`;
}
