import { toTransferred } from '../core/transferredError.ts';
import type { CandidateOutcome, ScoreResult } from '../core/score/outcome.ts';
import type { ImageInput, ImageOrientation, ScoreRequest } from '../core/score/scoreRequest.ts';
import type { ScoreProgress } from '../core/score/scoreProgress.ts';
import { throwIfAborted } from '../core/errors.ts';
import type { ScoreCallOptions } from './callOptions.ts';
import { readPicture, type Picture } from './pictures.ts';

/** What to score. */
export interface ScoreInput {
  /** The picture that was edited. Left out for a model that judges pictures by themselves. */
  readonly source?: Picture | undefined;
  /** Edits of it; or pictures. */
  readonly candidates: readonly Picture[];
  /** What the edits were to do, in words; or the prompt that the pictures were made from. */
  readonly instruction: string;
  /** Default `upright`: EXIF orientation applied; `official`: ignored, as the official Python does. */
  readonly orientation?: ImageOrientation | undefined;
}

type Read = { readonly image: ImageInput } | { readonly failure: CandidateOutcome };

/**
 * Reads the pictures and gives them to `score`. A candidate that cannot be read has an outcome that says so, as one
 * that cannot be decoded has. A source that cannot be read rejects with `PictureUnreachableError`.
 */
export async function scorePictures(
  input: ScoreInput,
  call: ScoreCallOptions,
  score: (request: ScoreRequest, call: ScoreCallOptions) => Promise<ScoreResult>,
): Promise<ScoreResult> {
  const { source, candidates, instruction, orientation = 'upright' } = input;
  const [sourceImage, read] = await Promise.all([
    source === undefined ? undefined : readPicture(source, 'source', call.signal),
    Promise.all(candidates.map((candidate, index) => readCandidate(candidate, index, call.signal))),
  ]);
  throwIfAborted(call.signal);
  for (const [candidate, one] of read.entries())
    if ('failure' in one) call.onProgress?.({ type: 'outcome', candidate, outcome: one.failure });
  const images = read.flatMap((one) => ('image' in one ? [one.image] : []));
  const places = read.flatMap((one, index) => ('image' in one ? [index] : []));
  const { outcomes } = await score(
    { source: sourceImage, candidates: images, instruction, orientation },
    { ...call, onProgress: (progress) => call.onProgress?.(placed(progress, places)) },
  );
  const scored = [...outcomes];
  return { outcomes: read.flatMap((one) => ('image' in one ? scored.splice(0, 1) : [one.failure])) };
}

async function readCandidate(candidate: Picture, index: number, signal: AbortSignal | undefined): Promise<Read> {
  try {
    return { image: await readPicture(candidate, `candidate ${index + 1}`, signal) };
  } catch (error) {
    return { failure: { status: 'failed', error: toTransferred(error) } };
  }
}

/** The same progress with the candidate's index among all that were asked for. */
function placed(progress: ScoreProgress, places: readonly number[]): ScoreProgress {
  const { candidate } = progress;
  if (candidate === undefined) return progress;
  const place = places[candidate] ?? candidate;
  return progress.type === 'outcome' ? { ...progress, candidate: place } : { ...progress, candidate: place };
}
