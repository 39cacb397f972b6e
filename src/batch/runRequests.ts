import type { CandidateKey } from '../core/dataset/candidateKey.ts';
import { failureOf, type PictureOutcome } from '../core/dataset/pictureOutcome.ts';
import { AbortError, EditRewardError, throwIfAborted } from '../core/errors.ts';
import { explained } from '../core/unexpectedError.ts';
import { endsRun, isOfRequest, MAX_STRIKES, StrikeCounter, type Failure } from './failurePolicy.ts';
import type { DatasetRequest, PictureToScore } from './planRequests.ts';

/** Several items in a row failed for one reason, so that the run has stopped. */
export class RepeatedFailureError extends EditRewardError {
  override readonly name = 'RepeatedFailureError';

  constructor(failure: Failure, { pictures }: DatasetRequest) {
    const line = pictures[0]?.uses[0].line;
    super(
      `Scoring stopped at line ${line}: ${MAX_STRIKES} items in a row failed for one reason. ${failure.message} What was ` +
        'scored before is kept. Score again when the reason is gone: it goes on from there.',
      { cause: failure },
    );
  }
}

/** Tells how a picture of the request ended. Of one that was told already, nothing is taken any more. */
export type Settle = (picture: PictureToScore, outcome: PictureOutcome) => void;

/** What a run needs; who scores and where outcomes are kept is another matter in a page, on the command line and in a test. */
export interface RequestsToRun {
  /** Only what is to be scored. */
  readonly requests: readonly DatasetRequest[];
  /** Pictures of a request that are scored together; default: all. */
  readonly picturesAtOnce?: number | undefined;
  /** Scores a request and settles its pictures. Rejects with what keeps those that are not settled from being scored. */
  score(request: DatasetRequest, settle: Settle, signal: AbortSignal): Promise<void>;
  /** Keeps an outcome by its picture's first use. What it throws ends the run: whoever scores on would score for nothing. */
  keep(kept: CandidateKey & { readonly outcome: PictureOutcome }): void;
  readonly signal: AbortSignal;
}

/**
 * Scores all requests. No failure ends the run that is one item's alone: it is that item's outcome, with its reason. Rejects
 * with `AbortError` on `signal`, with what keeps every picture from being scored or any outcome from being kept, and with
 * {@link RepeatedFailureError}. Whatever was computed before is kept.
 */
export async function runRequests(work: RequestsToRun): Promise<void> {
  const counter = new StrikeCounter();
  for (const request of work.requests) {
    for (const portion of portionsOf(request, work.picturesAtOnce ?? Infinity)) {
      throwIfAborted(work.signal);
      const failure = await runRequest(work, portion);
      if (!failure) counter.reset();
      else if (counter.strike(failure, request)) throw new RepeatedFailureError(failure, portion);
    }
  }
}

function* portionsOf(request: DatasetRequest, size: number): Generator<DatasetRequest> {
  const { pictures } = request;
  for (let start = 0; start < pictures.length; start += size) {
    yield { ...request, pictures: pictures.slice(start, start + size) };
  }
}

/** Returns a failure of the request that may not be its own. */
async function runRequest(work: RequestsToRun, request: DatasetRequest): Promise<Failure | undefined> {
  const keeper = new Keeper(work);
  const left = new Set(request.pictures);
  const outcomes: PictureOutcome[] = [];
  const settle: Settle = (picture, outcome) => {
    if (!left.delete(picture)) return;
    outcomes.push(outcome);
    keeper.keep(picture, outcome);
  };
  try {
    await work.score(request, settle, keeper.signal);
    keeper.throwIfFailed();
    return unexpectedOf(outcomes);
  } catch (error) {
    keeper.throwIfFailed();
    // Whatever a step was interrupted with.
    throwIfAborted(work.signal);
    const failure = explained(error, nameOf(request));
    if (endsRun(failure)) throw failure;
    for (const picture of left) settle(picture, failureOf(failure));
    keeper.throwIfFailed();
    return isOfRequest(failure, request) ? undefined : failure;
  } finally {
    keeper.dispose();
  }
}

/** What a failure of the whole request is said of: text-to-image has no source. */
function nameOf({ source, pictures }: DatasetRequest): string {
  return source?.name ?? pictures[0]?.image.name ?? '';
}

/** Of a request none of whose pictures was scored: why, if no one expected it. */
function unexpectedOf(outcomes: readonly PictureOutcome[]): Failure | undefined {
  if (outcomes.some((outcome) => 'score' in outcome)) return undefined;
  const errors = outcomes.flatMap((outcome) => ('error' in outcome ? [outcome.error] : []));
  const unexpected = errors.find(({ name }) => name === 'UnexpectedError');
  return unexpected && { ...unexpected, file: undefined };
}

/** Keeps outcomes; when that fails, what is under way is aborted, and the failure is at hand. */
class Keeper {
  readonly #work: RequestsToRun;
  readonly #controller = new AbortController();
  readonly #abort = () => this.#controller.abort(new AbortError());
  #failure: { readonly reason: unknown } | undefined;

  constructor(work: RequestsToRun) {
    this.#work = work;
    work.signal.addEventListener('abort', this.#abort, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  keep({ uses: [first] }: PictureToScore, outcome: PictureOutcome): void {
    if (this.#failure) return;
    try {
      this.#work.keep({ ...first, outcome });
    } catch (reason) {
      this.#failure = { reason };
      this.#abort();
    }
  }

  throwIfFailed(): void {
    if (this.#failure) throw this.#failure.reason;
  }

  dispose(): void {
    this.#work.signal.removeEventListener('abort', this.#abort);
  }
}
