import { bootstrapIntervals, type BootstrapOptions, type Interval } from './bootstrap.ts';

/** Two editing models on one task. */
export interface Contest {
  readonly first: string;
  readonly second: string;
  /** 1: the first won; 0: the second; 0.5: neither. */
  readonly outcome: number;
  /** How many contests it stands for, of which `outcome` is the mean; one, unless said. */
  readonly weight?: number;
}

export interface Strength {
  readonly model: string;
  /** Log odds: those of a model against an average one, and of one model against another the difference of theirs. */
  readonly strength: number;
  /** 95%, by the bootstrap. */
  readonly interval: Interval | undefined;
  /** Contests that it took part in. */
  readonly contests: number;
}

export interface BradleyTerryOptions extends BootstrapOptions {
  /** Wins, and as many losses, that each model is given against an imagined average one. */
  readonly prior?: number;
}

/** Little beside real contests, and enough for finite strengths. */
const PRIOR = 0.5;
/** Relative change of the odds in a round: far below any interval. */
const TOLERANCE = 1e-7;
/** Reached only without a prior, when a model has won everything and its strength has no end. */
const MAX_ROUNDS = 1000;
/** Fewer than for other figures: each fits all models anew. */
export const FITS = 500;

/**
 * Strengths of models by Bradley and Terry (1952), best first, fitted by minorisation (Hunter 2004). A prior keeps models
 * that won everything, or met none of the others, at finite strengths. A group holds contests that are not independent of
 * each other, as those over one source.
 */
export function bradleyTerry(
  groups: readonly (readonly Contest[])[],
  { prior = PRIOR, resamples = FITS, ...options }: BradleyTerryOptions = {},
): Strength[] {
  const counts = contestCounts(groups);
  const models = [...counts.keys()].toSorted();
  if (models.length === 0) return [];
  const contests = flatten(groups, models);
  const fitted = (weights: Uint32Array) => fit(contests, weights, models.length, prior);
  const strengths = fitted(new Uint32Array(groups.length).fill(1));
  const intervals = bootstrapIntervals(groups.length, fitted, { ...options, resamples });
  return models
    .map((model, index) => ({
      model,
      strength: strengths[index] ?? 0,
      interval: intervals[index],
      contests: counts.get(model) ?? 0,
    }))
    .toSorted((a, b) => b.strength - a.strength);
}

function contestCounts(groups: readonly (readonly Contest[])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const group of groups) {
    for (const { first, second, weight = 1 } of group) {
      counts.set(first, (counts.get(first) ?? 0) + weight);
      counts.set(second, (counts.get(second) ?? 0) + weight);
    }
  }
  return counts;
}

/** Contests side by side, as the bootstrap walks them many times; models by their index. */
interface FlatContests {
  readonly group: Uint32Array;
  readonly first: Uint32Array;
  readonly second: Uint32Array;
  readonly outcome: Float64Array;
  readonly weight: Float64Array;
}

function flatten(groups: readonly (readonly Contest[])[], models: readonly string[]): FlatContests {
  const all = groups.flat();
  const indices = new Map(models.map((model, index) => [model, index]));
  return {
    group: Uint32Array.from(groups.flatMap((group, k) => Array<number>(group.length).fill(k))),
    first: Uint32Array.from(all, ({ first }) => indices.get(first) ?? 0),
    second: Uint32Array.from(all, ({ second }) => indices.get(second) ?? 0),
    outcome: Float64Array.from(all, ({ outcome }) => outcome),
    weight: Float64Array.from(all, ({ weight = 1 }) => weight),
  };
}

/** Log strengths with mean 0, in the order of the models; each group counts as often as its weight says. */
function fit(contests: FlatContests, weights: Uint32Array, count: number, prior: number): number[] {
  const wins = new Float64Array(count).fill(prior);
  const meetings = new Float64Array(count * count);
  for (let k = 0; k < contests.group.length; k++) {
    const weight = (weights[contests.group[k] ?? 0] ?? 0) * (contests.weight[k] ?? 1);
    const first = contests.first[k] ?? 0;
    const second = contests.second[k] ?? 0;
    const outcome = contests.outcome[k] ?? 0;
    add(wins, first, weight * outcome);
    add(wins, second, weight * (1 - outcome));
    add(meetings, first * count + second, weight);
    add(meetings, second * count + first, weight);
  }
  return centeredLogs(minorise(wins, meetings, prior));
}

function add(sums: Float64Array, index: number, value: number): void {
  sums[index] = (sums[index] ?? 0) + value;
}

/** The odds of each model against one of odds 1; `wins` includes those of the prior. */
function minorise(wins: Float64Array, meetings: Float64Array, prior: number): Float64Array {
  const count = wins.length;
  let odds = new Float64Array(count).fill(1);
  for (let round = 0, change = Infinity; change > TOLERANCE && round < MAX_ROUNDS; round++) {
    const next = odds.map((own, i) => {
      let expected = (2 * prior) / (own + 1);
      for (let j = 0; j < count; j++) expected += (meetings[i * count + j] ?? 0) / (own + (odds[j] ?? 0));
      return (wins[i] ?? 0) / expected;
    });
    change = next.reduce((most, value, i) => Math.max(most, Math.abs(value / (odds[i] ?? 1) - 1)), 0);
    odds = next;
  }
  return odds;
}

function centeredLogs(odds: Float64Array): number[] {
  const logs = Array.from(odds, Math.log);
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  return logs.map((value) => value - mean);
}
