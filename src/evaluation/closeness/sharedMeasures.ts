import { labelOfKey } from '../../core/score/score.ts';
import type { EditOfBoth } from '../comparison/groupsOfPairs.ts';
import type { RunEdit } from '../comparison/runEdits.ts';

/** A number of a score, and its uncertainty where results hold one. */
export interface Measure {
  readonly key: string;
  readonly label: string;
  readonly muOf: (edit: RunEdit) => number;
  readonly sigmaOf: ((edit: RunEdit) => number) | undefined;
}

/** What all scores of two runs have: the reward, and each head where there are several. */
export function sharedMeasures(edits: readonly EditOfBoth[]): Measure[] {
  const all = edits.flat();
  const keys = Object.keys(all[0]?.score?.heads ?? {}).filter((key) => all.every((edit) => headOf(edit, key)));
  return [rewardMeasure(all), ...(keys.length > 1 ? keys.map(headMeasure) : [])];
}

function rewardMeasure(all: readonly RunEdit[]): Measure {
  const isKnown = all.length > 0 && all.every(({ score }) => score?.logSigma !== undefined);
  return {
    key: 'reward',
    label: 'Reward',
    muOf: ({ reward }) => reward,
    sigmaOf: isKnown ? ({ score }) => Math.exp(score?.logSigma ?? NaN) : undefined,
  };
}

function headMeasure(key: string): Measure {
  return {
    key,
    label: labelOfKey(key),
    muOf: (edit) => headOf(edit, key)?.mu ?? NaN,
    sigmaOf: (edit) => Math.exp(headOf(edit, key)?.logSigma ?? NaN),
  };
}

function headOf({ score }: RunEdit, key: string): { readonly mu: number; readonly logSigma: number } | undefined {
  return score?.heads && Object.hasOwn(score.heads, key) ? score.heads[key] : undefined;
}
