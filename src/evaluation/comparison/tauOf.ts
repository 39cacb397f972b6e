import type { Estimate } from '../estimate.ts';
import { weightedSum } from '../judgedPair.ts';
import { bootstrapIntervals, type BootstrapOptions } from '../statistics/bootstrap.ts';
import { kendallTauB, type PairAgreement } from '../statistics/kendallTau.ts';

/** Tau-b over the pairs of all groups. Groups without a pair say nothing, and are not drawn. */
export function tauOf(all: readonly PairAgreement[], options: BootstrapOptions): Estimate {
  const groups = all.filter((one) => pairsIn(one) > 0);
  const column = (key: keyof PairAgreement) => Float64Array.from(groups, (group) => group[key]);
  const columns = {
    concordant: column('concordant'),
    discordant: column('discordant'),
    tiedInFirst: column('tiedInFirst'),
    tiedInSecond: column('tiedInSecond'),
  };
  const tau = (weights: Uint32Array) =>
    kendallTauB([
      {
        concordant: weightedSum(columns.concordant, weights),
        discordant: weightedSum(columns.discordant, weights),
        tiedInFirst: weightedSum(columns.tiedInFirst, weights),
        tiedInSecond: weightedSum(columns.tiedInSecond, weights),
      },
    ]);
  const [interval] = bootstrapIntervals(groups.length, (weights) => [tau(weights)], options);
  return {
    value: tau(new Uint32Array(groups.length).fill(1)),
    interval,
    count: groups.reduce((sum, group) => sum + pairsIn(group), 0),
  };
}

function pairsIn({ concordant, discordant, tiedInFirst, tiedInSecond }: PairAgreement): number {
  return concordant + discordant + tiedInFirst + tiedInSecond;
}
