import { failureOf, type PictureOutcome } from '../core/dataset/pictureOutcome.ts';
import { AbortError, EditRewardError, throwIfAborted } from '../core/errors.ts';
import { explained } from '../core/unexpectedError.ts';
import { endsRun, isOfRequest, MAX_STRIKES, StrikeCounter, type Failure } from './failurePolicy.ts';
import type { KeptOutcome } from './keptOutcome.ts';
import type { OutcomeStore } from './outcomeStore.ts';
import { createOutcomeWriter, type OutcomeWriter } from './outcomeWriter.ts';
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

/** Tells how a picture of the request ended. Only the first time counts. */
export type Settle = (picture: PictureToScore, outcome: PictureOutcome) => void;

/** Scores a request and settles its pictures. A rejection is the reason why the others cannot be scored. */
export type ScoreRequest = (request: DatasetRequest, settle: Settle, signal: AbortSignal) => Promise<void>;

/** What a run needs. Page, command line and tests each say who scores, and where outcomes are kept. */
export interface RequestsToRun {
  /** Only what is to be scored. */
  readonly requests: readonly DatasetRequest[];
  /** Pictures of a request that are scored together; default: {@link MAX_PICTURES_AT_ONCE}. */
  readonly picturesAtOnce?: number | undefined;
  readonly score: ScoreRequest;
  /**
   * Called for a request just before the one before it is scored, and for the first one: what can be made ready for it
   * may begin. The request is the very object that `score` will get, if the run comes so far.
   */
  readonly prepare?: ((request: DatasetRequest) => void) | undefined;
  /** Keeps outcomes, each by its picture's first use. When it fails the run ends: scoring on would be for nothing. */
  readonly keep: OutcomeStore['keep'];
  /** Called with what is on the disk, and nothing else. */
  readonly onKept?: ((outcomes: readonly KeptOutcome[]) => void) | undefined;
  readonly signal: AbortSignal;
}

/** The pictures of a portion are in memory at once, encoded and partly as patches: some 5 MB each. */
const MAX_PICTURES_AT_ONCE = 16;

/**
 * Scores all requests, and keeps each outcome as it comes. A failure that is one item's alone does not end the run: it is that
 * item's outcome, with its reason. Rejects with `AbortError` on `signal`, with {@link RepeatedFailureError}, and with an error
 * after which no picture can be scored or no outcome kept. What was computed before is kept.
 */
export async function runRequests(work: RequestsToRun): Promise<void> {
  const keeper = new Keeper(work);
  try {
    await runAll(work, keeper);
  } finally {
    await keeper.settled();
  }
}

async function runAll(work: RequestsToRun, keeper: Keeper): Promise<void> {
  const counter = new StrikeCounter();
  for (const { request, portion } of announced(portionsOf(work), work.prepare)) {
    throwIfAborted(work.signal);
    const failure = await runRequest(work, keeper, portion);
    if (!failure) counter.reset();
    else if (counter.strike(failure, request)) throw new RepeatedFailureError(failure, portion);
  }
}

/** Some pictures of a request, as a request of their own. */
interface Portion {
  readonly request: DatasetRequest;
  readonly portion: DatasetRequest;
}

/** Tells `prepare` of each portion before the one before it is handed out. */
function* announced(portions: Iterable<Portion>, prepare: RequestsToRun['prepare']): Generator<Portion> {
  let previous: Portion | undefined;
  for (const next of portions) {
    prepare?.(next.portion);
    if (previous) yield previous;
    previous = next;
  }
  if (previous) yield previous;
}

function* portionsOf({ requests, picturesAtOnce = MAX_PICTURES_AT_ONCE }: RequestsToRun): Generator<Portion> {
  for (const request of requests) {
    const { pictures } = request;
    for (let start = 0; start < pictures.length; start += picturesAtOnce) {
      yield { request, portion: { ...request, pictures: pictures.slice(start, start + picturesAtOnce) } };
    }
  }
}

/** Returns a failure of the request that may not be its own. */
async function runRequest(work: RequestsToRun, keeper: Keeper, request: DatasetRequest): Promise<Failure | undefined> {
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

/** Keeps the outcomes of a run. When a write fails, it aborts the scoring under way and holds the error. */
class Keeper {
  readonly #stop: AbortSignal;
  readonly #controller = new AbortController();
  readonly #abort = () => this.#controller.abort(new AbortError());
  readonly #writer: OutcomeWriter;

  constructor({ keep, onKept, signal }: RequestsToRun) {
    this.#stop = signal;
    this.#writer = createOutcomeWriter({ keep, onKept, onFailure: this.#abort });
    signal.addEventListener('abort', this.#abort, { once: true });
  }

  /** Aborts the scoring under way. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  keep({ uses: [first] }: PictureToScore, outcome: PictureOutcome): void {
    this.#writer.add({ ...first, outcome });
  }

  throwIfFailed(): void {
    this.#writer.throwIfFailed();
  }

  /** Resolves when all is kept. Rejects with the error of a failed write. */
  settled(): Promise<void> {
    this.#stop.removeEventListener('abort', this.#abort);
    return this.#writer.settled();
  }
}
