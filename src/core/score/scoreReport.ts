import type { Operators } from '../loading/operators.ts';
import type { FlatScore } from './flatScore.ts';
import { rankByReward } from './ranking.ts';
import type { CandidateScore } from './score.ts';
import type { ImageOrientation } from './scoreRequest.ts';

/** Which model gave the scores: enough to tell two packages apart. */
export interface ReportedModel {
  readonly id: string;
  readonly dtype: string;
  /** Of the source repository, as far as the package knows it. */
  readonly revision?: string | undefined;
  /** SHA-256 of `manifest.json`, lower-case hex. As the manifest lists every file's digest, it stands for the package. */
  readonly manifestSha256: string;
  /** The user's limit on the size of pictures, where it is stricter than the model's own. Scores may not be the official ones. */
  readonly maxPixels?: number | undefined;
  /** Heads that were trained from votes and took the place of the package's own. Such scores are not the official ones. */
  readonly taste?: ReportedTaste | undefined;
  /** What the model cannot judge, in one sentence for its users. Scores of such pictures mean nothing. */
  readonly limits?: string | undefined;
}

/** Which taste gave the scores. */
export interface ReportedTaste {
  readonly name: string;
  /** Of its file, lower-case hex. */
  readonly sha256: string;
}

/** Where the model ran. */
export interface ReportedDevice {
  readonly provider: string;
  readonly description: string;
  readonly features: readonly string[];
  /** Which of the package's graphs ran; absent in reports of version 0.1. */
  readonly operators?: Operators | undefined;
}

/** How one candidate ended; `file` is its name as the user gave it. */
export interface CandidateResult {
  readonly file: string;
  readonly outcome:
    | { readonly status: 'scored'; readonly score: CandidateScore; readonly maxPixels?: number | undefined }
    | { readonly status: 'failed'; readonly error: { readonly name: string; readonly message: string } };
}

/**
 * With each head's score under its key. `rank` is from 1; equal rewards share the better one. `maxPixels` is there where that
 * limit made a picture smaller than the official code has it.
 */
export interface ScoredCandidate extends FlatScore {
  readonly file: string;
  readonly rank: number;
}

export interface FailedCandidate {
  readonly file: string;
  readonly error: { readonly name: string; readonly message: string };
}

/** What was asked of the model, as far as it is told. */
export interface ReportedRequest {
  readonly instruction?: string | undefined;
  /** In the place of `instruction`, where the model's text is called so. */
  readonly prompt?: string | undefined;
  /** The name of the source. */
  readonly source?: string | undefined;
  /** What was made of photos' EXIF turns. */
  readonly orientation?: ImageOrientation | undefined;
}

/** A request's scores as data: what the command line prints and the page copies, as JSON. */
export interface ScoreReport extends ReportedRequest {
  readonly model: ReportedModel;
  readonly device: ReportedDevice;
  /** Scored ones from the best down, then failed ones; else in the order of the request. */
  readonly candidates: readonly (ScoredCandidate | FailedCandidate)[];
}

/** Takes of `model` only what belongs in a report. */
export function reportedModel(model: ReportedModel): ReportedModel {
  const { id, dtype, revision, manifestSha256, maxPixels, taste, limits } = model;
  return {
    id,
    dtype,
    ...(revision !== undefined && { revision }),
    manifestSha256,
    ...(maxPixels !== undefined && { maxPixels }),
    ...(taste && { taste: { name: taste.name, sha256: taste.sha256 } }),
    ...(limits !== undefined && { limits }),
  };
}

/** Whether two give the same scores: they are of one package, have one taste, and make pictures equally large. */
export function isSameModel(one: ReportedModel, other: ReportedModel): boolean {
  const isOfOneTaste = one.taste?.sha256 === other.taste?.sha256;
  return one.manifestSha256 === other.manifestSha256 && one.maxPixels === other.maxPixels && isOfOneTaste;
}

/** Takes from `model`, `device` and `asked` only what belongs in a report, so larger objects may be passed. */
export function scoreReport(
  model: ReportedModel,
  device: ReportedDevice,
  results: readonly CandidateResult[],
  asked: ReportedRequest = {},
): ScoreReport {
  const { provider, description, features, operators } = device;
  return {
    ...reportedRequest(asked),
    model: reportedModel(model),
    device: { provider, description, features: [...features], ...(operators && { operators }) },
    candidates: [...scoredCandidates(results), ...failedCandidates(results)],
  };
}

function reportedRequest({ instruction, prompt, source, orientation }: ReportedRequest): ReportedRequest {
  return {
    ...(instruction !== undefined && { instruction }),
    ...(prompt !== undefined && { prompt }),
    ...(source !== undefined && { source }),
    ...(orientation !== undefined && { orientation }),
  };
}

function scoredCandidates(results: readonly CandidateResult[]): ScoredCandidate[] {
  const scored = results.flatMap(({ file, outcome }) =>
    outcome.status === 'scored' ? [{ file, score: outcome.score, maxPixels: outcome.maxPixels }] : [],
  );
  const ranks = rankByReward(scored.map(({ score }) => score.reward));
  const candidates = scored.map(({ file, score, maxPixels }, index) => {
    const { heads, reward, logSigma } = score;
    // Scores are finite (the runtime refuses others), so each has a rank.
    const rank = ranks[index] ?? scored.length;
    return { file, reward, logSigma, ...heads, rank, ...(maxPixels !== undefined && { maxPixels }) };
  });
  return candidates.toSorted((a, b) => a.rank - b.rank);
}

function failedCandidates(results: readonly CandidateResult[]): FailedCandidate[] {
  return results.flatMap(({ file, outcome }) =>
    outcome.status === 'failed' ? [{ file, error: { name: outcome.error.name, message: outcome.error.message } }] : [],
  );
}
