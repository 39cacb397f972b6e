import { at } from '../../core/at.ts';
import { defined } from '../../core/defined.ts';
import { groupBy } from '../../core/groupBy.ts';
import { bootstrapIntervals, type Interval } from '../../evaluation/statistics/bootstrap.ts';
import { agreementInterval, agreementOf, meanError, type VoteResult } from './agreement.ts';
import { isBeyondChance } from './isBeyondChance.ts';

/** A share of votes, with its 95% interval. */
export interface Agreement {
  readonly value: number;
  readonly interval: Interval;
}

/** How a head does on votes on its own dimension. */
export interface HeadAgreement {
  readonly head: number;
  /** Votes that people did not tie. */
  readonly ordered: number;
  readonly original: Agreement;
  readonly taste: Agreement;
}

/** How new heads do on votes that they did not learn from, beside the original. */
export interface HeldOut {
  readonly votes: number;
  /** Those of them that people did not tie. */
  readonly ordered: number;
  readonly sources: number;
  /** Of the ordered votes. */
  readonly original: Agreement;
  readonly taste: Agreement;
  /** Of votes on single dimensions: the same of each head that has any, by its place. */
  readonly heads?: readonly HeadAgreement[] | undefined;
  /** Of both agreements, over the same votes. Absent where there is one source alone. */
  readonly gain: { readonly value: number; readonly interval?: Interval | undefined };
  /** How much nearer the chances of the new heads are to the votes than the original's at its best scale: of mean squared errors. */
  readonly errorGain: { readonly value: number; readonly interval?: Interval | undefined };
  /** Whether to offer them: they agree more, and their chances are nearer to the votes. */
  readonly isBetter: boolean;
  /** Whether luck does not explain that they agree more. */
  readonly isCertain: boolean;
}

/** Each of `original` and `taste` at the same place is of the same vote. Undefined where people tied all of them. */
export function compareHeldOut(original: readonly VoteResult[], taste: readonly VoteResult[]): HeldOut | undefined {
  const [before, after] = [shareOf(original), shareOf(taste)];
  if (!before || !after) return undefined;
  const pairs = original.map((one, k) => ({ original: one, taste: at(taste, k) }));
  const groups = [...groupBy(pairs, (pair) => pair.original.source).values()];
  const [gain, errorGain] = bootstrapIntervals(groups.length, (weights) => gainsOf(groups, weights));
  const ordered = original.filter(({ isRight }) => isRight !== undefined).length;
  const errors = meanError(original) - meanError(taste);
  const isBetter = after.value > before.value && errors > 0;
  const heads = headAgreements(pairs);
  return {
    votes: original.length,
    ordered,
    sources: groups.length,
    original: before,
    taste: after,
    ...(heads.length > 0 && { heads }),
    gain: { value: after.value - before.value, interval: gain },
    errorGain: { value: errors, interval: errorGain },
    isBetter,
    isCertain: isBetter && isBeyondChance(gain, groups.map(votesGained)),
  };
}

function shareOf(results: readonly VoteResult[]): Agreement | undefined {
  const [value, interval] = [agreementOf(results), agreementInterval(results)];
  return value === undefined || !interval ? undefined : { value, interval };
}

function headAgreements(pairs: Group): HeadAgreement[] {
  const found = [...groupBy(pairs, ({ original }) => original.of)].flatMap(([head, own]) => {
    if (head === 'overall') return [];
    const [original, taste] = [own.map((pair) => pair.original), own.map((pair) => pair.taste)];
    const [before, after] = [shareOf(original), shareOf(taste)];
    if (!before || !after) return [];
    const ordered = original.filter(({ isRight }) => isRight !== undefined).length;
    return [{ head, ordered, original: before, taste: after }];
  });
  return found.toSorted((a, b) => a.head - b.head);
}

/** Of one source: how many votes more the taste is right on. */
function votesGained(group: Group): number {
  return group.reduce(
    (sum, { original, taste }) => sum + Number(taste.isRight ?? 0) - Number(original.isRight ?? 0),
    0,
  );
}

type Group = readonly { readonly original: VoteResult; readonly taste: VoteResult }[];

/** Of groups that count as often as `weights` say: the gains of agreement and of error. */
function gainsOf(groups: readonly Group[], weights: Uint32Array): (number | undefined)[] {
  let [votes, ordered, right, error] = [0, 0, 0, 0];
  for (const [k, group] of groups.entries()) {
    const weight = defined(weights[k], 'A group has no weight.');
    for (const { original, taste } of group) {
      votes += weight;
      error += weight * (original.error - taste.error);
      if (original.isRight === undefined) continue;
      ordered += weight;
      right += weight * (Number(taste.isRight) - Number(original.isRight));
    }
  }
  return [ordered === 0 ? undefined : right / ordered, error / votes];
}
