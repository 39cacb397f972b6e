/** How close two packages of one model are: whether they order edits alike, and how far their numbers are apart. */
import { compareRuns, type RunComparison } from '../comparison/compareRuns.ts';
import { agreementBy, groupsOfPairs, type EditOfBoth, type GroupOfPairs } from '../comparison/groupsOfPairs.ts';
import { joinEdits } from '../comparison/joinEdits.ts';
import { runEdits } from '../comparison/runEdits.ts';
import type { RunContent } from '../comparison/sharedPairs.ts';
import { tauOf } from '../comparison/tauOf.ts';
import type { Estimate } from '../estimate.ts';
import type { BootstrapOptions } from '../statistics/bootstrap.ts';
import { changedPairs, type ChangedPairs } from './changedPairs.ts';
import { absoluteDifference, type Difference } from './absoluteDifference.ts';
import { sharedMeasures, type Measure } from './sharedMeasures.ts';

/** One of the numbers that a score has: the reward, or what a head gives. */
export interface MeasureCloseness {
  /** Of the head; "reward" of the mean of all. */
  readonly key: string;
  readonly label: string;
  /** Over pairs of edits of one source and instruction. */
  readonly tau: Estimate;
  readonly mu: Difference;
  /** Undefined where results hold no sigma. */
  readonly sigma: Difference | undefined;
}

export interface Closeness extends RunComparison {
  /** The reward first. A model with one head has no other. */
  readonly measures: readonly MeasureCloseness[];
  /** By reward. */
  readonly changed: ChangedPairs;
}

/** The same options give the same intervals; `onProgress` hears a share. */
export interface ClosenessOptions extends Omit<BootstrapOptions, 'onProgress'> {
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Of two runs with rewards. */
export function closeness(
  first: RunContent,
  second: RunContent,
  { onProgress, ...options }: ClosenessOptions = {},
): Closeness {
  const edits = [runEdits(first.items), runEdits(second.items)] as const;
  const joined = joinEdits(edits[0].edits, edits[1].edits);
  const { groups } = groupsOfPairs(edits, joined);
  const measures = sharedMeasures(groups.flat());
  // The comparison, changed pairs, and of each measure tau and two differences.
  const steps = 2 + 3 * measures.length;
  let step = 0;
  const next = (): BootstrapOptions => {
    const before = step++;
    return { ...options, onProgress: (done, total) => onProgress?.((before + done / total) / steps) };
  };
  return {
    ...compareRuns(first, second, next()),
    changed: changedPairs(groups, next()),
    measures: measures.map((measure) => measureCloseness(groups, measure, next)),
  };
}

function measureCloseness(
  groups: readonly GroupOfPairs[],
  { key, label, muOf, sigmaOf }: Measure,
  next: () => BootstrapOptions,
): MeasureCloseness {
  return {
    key,
    label,
    tau: tauOf(groups.map(agreementBy(muOf)), next()),
    mu: absoluteDifference(groups, apart(muOf), next()),
    sigma: sigmaOf && absoluteDifference(groups, apart(sigmaOf), next()),
  };
}

function apart(valueOf: Measure['muOf']): (edit: EditOfBoth) => number {
  return ([first, second]) => Math.abs(valueOf(first) - valueOf(second));
}
