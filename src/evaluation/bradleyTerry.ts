import { bootstrapIntervals, type BootstrapOptions, type Interval } from './bootstrap.ts';

/** Two editing models on one task. */
export interface Contest {
  readonly first: string;
  readonly second: string;
  /** 1: the first won; 0: the second; 0.5: neither. */
  readonly outcome: number;
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
const RESAMPLES = 500;

/**
 * Strengths of models by Bradley and Terry (1952), best first, fitted by minorisation (Hunter 2004). A prior keeps models
 * that won everything, or met none of the others, at finite strengths. A group holds contests that are not independent of
 * each other, as those over one source.
 */
export function bradleyTerry(
  groups: readonly (readonly Contest[])[],
  { prior = PRIOR, resamples = RESAMPLES, seed = 0 }: BradleyTerryOptions = {},
): Strength[] {
  const contests = groups.flat();
  const models = [...new Set(contests.flatMap(({ first, second }) => [first, second]))].toSorted();
  const tallies = groups.map((group) => tally(group, models));
  const strengths = fit(tallies, new Uint32Array(groups.length).fill(1), models.length, prior);
  const intervals = bootstrapIntervals(groups.length, (weights) => fit(tallies, weights, models.length, prior), {
    resamples,
    seed,
  });
  return models
    .map((model, index) => ({
      model,
      strength: strengths[index] ?? 0,
      interval: intervals[index],
      contests: contests.filter(({ first, second }) => first === model || second === model).length,
    }))
    .toSorted((a, b) => b.strength - a.strength);
}

/** The contests of a group: who won how often, who met whom. Indices of models. */
interface Tally {
  readonly wins: readonly (readonly [model: number, wins: number])[];
  readonly meetings: readonly (readonly [first: number, second: number])[];
}

function tally(contests: readonly Contest[], models: readonly string[]): Tally {
  const indexOf = (model: string) => models.indexOf(model);
  return {
    wins: contests.flatMap(({ first, second, outcome }) => [
      [indexOf(first), outcome] as const,
      [indexOf(second), 1 - outcome] as const,
    ]),
    meetings: contests.map(({ first, second }) => [indexOf(first), indexOf(second)] as const),
  };
}

/** Log strengths with mean 0, in the order of the models; each group counts as often as its weight says. */
function fit(groups: readonly Tally[], weights: Uint32Array, count: number, prior: number): number[] {
  const wins = new Float64Array(count).fill(prior);
  const meetings = new Float64Array(count * count);
  for (const [k, group] of groups.entries()) {
    const weight = weights[k] ?? 0;
    if (weight === 0) continue;
    for (const [model, won] of group.wins) add(wins, model, weight * won);
    for (const [first, second] of group.meetings) {
      add(meetings, first * count + second, weight);
      add(meetings, second * count + first, weight);
    }
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
