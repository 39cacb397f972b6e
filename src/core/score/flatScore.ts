/**
 * Scores as they are written and kept: the heads are members beside `reward` and `logSigma`. People's scripts read them so,
 * and version 0.1 wrote them so.
 */
import { isHeadKey } from './headKey.ts';
import type { CandidateScore, HeadScore } from './score.ts';

/** `{ "overall": { "mu": …, "logSigma": … }, "reward": …, "logSigma": … }`, and whatever stands beside. */
export interface FlatScore {
  readonly reward: number;
  readonly logSigma: number;
  readonly [member: string]: unknown;
}

/** The score in the form of files: flat, with the heads first, as version 0.1 wrote it. */
export function flattenScore({ heads, reward, logSigma }: CandidateScore): FlatScore {
  return { ...heads, reward, logSigma };
}

/** What {@link flattenScore} has made flat, whatever stands beside it. For text from outside there is `flatScoreSchema`. */
export function liftScore(flat: FlatScore): CandidateScore {
  const heads = Object.fromEntries(headKeysOf(flat).map((key) => [key, flat[key] as HeadScore]));
  return { heads, reward: flat.reward, logSigma: flat.logSigma };
}

/** Members that mean to be heads, whether or not they are right. */
export function headKeysOf(flat: object): string[] {
  return Object.entries(flat).flatMap(([key, value]) => {
    return isHeadKey(key) && isObject(value) && 'mu' in value ? [key] : [];
  });
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
