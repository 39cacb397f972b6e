import type { PictureOutcome } from '../core/dataset/pictureOutcome.ts';
import type { CandidateScore, HeadScore } from '../core/score/score.ts';
import type { KeptOutcome } from './keptOutcome.ts';

/**
 * Many outcomes in few columns, to be kept and sent to another thread: copying 100,000 objects takes a second, and copying
 * this some milliseconds. {@link unpackOutcomes} gives the very outcomes that {@link packOutcomes} took.
 */
export interface PackedOutcomes {
  readonly lines: Uint32Array;
  readonly candidates: Uint32Array;
  /** Keys of the heads, in the order of the model's heads. */
  readonly heads: readonly string[];
  /** Of each outcome: reward and log sigma, then mu and log sigma of each head. */
  readonly scores: Float64Array;
  /** Each digest once. One source has several edits. */
  readonly digests: readonly string[];
  /** Of each outcome: the places of the digests of source and edit, from 1. 0 is none. */
  readonly pictures: Uint32Array;
  /** What the columns cannot hold: failures, stale ones, scores of other heads. */
  readonly others: readonly KeptOutcome[];
}

type Score = Extract<PictureOutcome, { readonly score: unknown }>;
interface Packable extends KeptOutcome {
  readonly outcome: Score;
}

export function packOutcomes(outcomes: readonly KeptOutcome[]): PackedOutcomes {
  const heads = Object.keys(outcomes.find(isScore)?.outcome.score.heads ?? {});
  const packed = outcomes.filter((one) => isPackable(one, heads));
  const places = new Map<string, number>();
  const placeOf = (digest: string | undefined): number => {
    if (digest === undefined) return 0;
    const place = places.get(digest) ?? places.size + 1;
    places.set(digest, place);
    return place;
  };
  return {
    lines: Uint32Array.from(packed, ({ line }) => line),
    candidates: Uint32Array.from(packed, ({ candidate }) => candidate),
    heads,
    scores: Float64Array.from(packed.flatMap(({ outcome }) => numbersOf(outcome.score, heads))),
    pictures: Uint32Array.from(
      packed.flatMap(({ outcome: { sha256 } }) => [sha256?.source, sha256?.edited].map(placeOf)),
    ),
    digests: [...places.keys()],
    others: outcomes.filter((one) => !isPackable(one, heads)),
  };
}

/** In the order of their lines and candidates. */
export function unpackOutcomes(packed: PackedOutcomes): KeptOutcome[] {
  const { lines, candidates, others } = packed;
  const outcomes = Array.from(lines, (line, k): KeptOutcome => {
    const candidate = candidates[k] ?? 0;
    return { line, candidate, outcome: { score: scoreOf(packed, k), ...picturesOf(packed, k) } };
  });
  if (others.length === 0) return outcomes;
  return [...outcomes, ...others].toSorted((a, b) => a.line - b.line || a.candidate - b.candidate);
}

function isScore(one: KeptOutcome): one is Packable {
  return 'score' in one.outcome;
}

function isPackable(one: KeptOutcome, heads: readonly string[]): one is Packable {
  if (one.stale || !isScore(one) || one.outcome.device !== undefined) return false;
  const keys = Object.keys(one.outcome.score.heads);
  return keys.length === heads.length && keys.every((key, k) => key === heads[k]);
}

function numbersOf({ heads, reward, logSigma }: CandidateScore, keys: readonly string[]): number[] {
  const numbers = [reward, logSigma];
  for (const key of keys) numbers.push(heads[key]?.mu ?? NaN, heads[key]?.logSigma ?? NaN);
  return numbers;
}

function scoreOf({ heads: keys, scores }: PackedOutcomes, k: number): CandidateScore {
  const start = k * 2 * (1 + keys.length);
  const pairAt = (place: number): HeadScore => ({
    mu: scores[start + 2 * place] ?? NaN,
    logSigma: scores[start + 2 * place + 1] ?? NaN,
  });
  const { mu: reward, logSigma } = pairAt(0);
  const heads: Record<string, HeadScore> = {};
  for (const [place, key] of keys.entries()) heads[key] = pairAt(1 + place);
  return { heads, reward, logSigma };
}

/** Without digests where there are none, as it was kept. */
function picturesOf({ digests, pictures }: PackedOutcomes, k: number): Pick<PictureOutcome, 'sha256'> {
  const source = digests[(pictures[2 * k] ?? 0) - 1];
  const edited = digests[(pictures[2 * k + 1] ?? 0) - 1];
  if (source === undefined && edited === undefined) return {};
  return { sha256: { ...(source !== undefined && { source }), ...(edited !== undefined && { edited }) } };
}
