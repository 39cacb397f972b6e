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
/** Of a log strength: far below any interval. */
const TOLERANCE = 1e-8;
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
  const strengths = fit(contests, models, prior);
  const intervals = bootstrapIntervals(groups, (drawn) => fit(drawn.flat(), models, prior), { resamples, seed });
  return models
    .map((model, index) => ({
      model,
      strength: strengths[index] ?? 0,
      interval: intervals[index],
      contests: contests.filter(({ first, second }) => first === model || second === model).length,
    }))
    .toSorted((a, b) => b.strength - a.strength);
}

/** Log strengths with mean 0, in the order of `models`. */
function fit(contests: readonly Contest[], models: readonly string[], prior: number): number[] {
  const { wins, meetings } = countContests(contests, models);
  let odds = models.map(() => 1);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = odds.map((own, i) => {
      const expected = odds.reduce((sum, other, j) => sum + (meetings[i]?.[j] ?? 0) / (own + other), 0);
      return ((wins[i] ?? 0) + prior) / (expected + (2 * prior) / (own + 1));
    });
    const change = Math.max(...next.map((value, i) => Math.abs(Math.log(value / (odds[i] ?? 1)))));
    odds = next;
    if (change < TOLERANCE) break;
  }
  const logs = odds.map(Math.log);
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  return logs.map((value) => value - mean);
}

function countContests(contests: readonly Contest[], models: readonly string[]) {
  const indexOf = new Map(models.map((model, index) => [model, index]));
  const wins = models.map(() => 0);
  const meetings = models.map(() => models.map(() => 0));
  for (const { first, second, outcome } of contests) {
    const [i = 0, j = 0] = [indexOf.get(first), indexOf.get(second)];
    wins[i] = (wins[i] ?? 0) + outcome;
    wins[j] = (wins[j] ?? 0) + 1 - outcome;
    for (const [row, column] of [
      [i, j],
      [j, i],
    ] as const) {
      const counts = meetings[row];
      if (counts) counts[column] = (counts[column] ?? 0) + 1;
    }
  }
  return { wins, meetings };
}
