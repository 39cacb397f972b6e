import type { ScoreCallOptions } from '../../client/callOptions.ts';
import type { ImageReference } from '../../core/dataset/datasetItem.ts';
import { throwIfAborted } from '../../core/errors.ts';
import type { PictureOutcome } from '../../evaluation/joinScores.ts';
import type { DatasetRequest, PictureToScore } from '../../evaluation/scoringRequests.ts';
import type {
  CandidateOutcome,
  ImageInput,
  LoadProgress,
  ScoreProgress,
  ScoreRequest,
  ScoreResult,
  TransferredError,
} from '../../rpc/scorerApi.ts';
import { fromTransferred, toTransferred } from '../../rpc/transferError.ts';
import type { KeptOutcome } from './batchStore.ts';
import { createOutcomeWriter, type OutcomeWriter } from './outcomeWriter.ts';

/** What a run needs; the scorer, the files and the database are others in a test. */
export interface BatchWork {
  /** Only what is to be scored. */
  readonly requests: readonly DatasetRequest[];
  readImage(image: ImageReference): Promise<Blob>;
  score(request: ScoreRequest, call: ScoreCallOptions): Promise<ScoreResult>;
  /** Resolves once they are on the disk. */
  keep(outcomes: readonly KeptOutcome[]): Promise<void>;
  /** Called with what is on the disk, and nothing else. */
  onKept(outcomes: readonly KeptOutcome[]): void;
  onStep(step: RunStep): void;
  readonly signal: AbortSignal;
}

export interface RunStep {
  readonly request: DatasetRequest;
  readonly progress: Extract<ScoreProgress, { type: 'stage' }> | undefined;
  /** The model is being loaded again. */
  readonly reload: LoadProgress | undefined;
}

/** The patches of all candidates of a request are in memory at once, some 5 MB each. */
const MAX_CANDIDATES = 16;
/** After as many unexpected failures in a row, the cause is not in the pictures. */
const MAX_STRIKES = 3;
/** These say that no picture can be scored any more. */
const FATAL = ['AbortError', 'DeviceError', 'NoModelError', 'PackageFileError', 'SelfTestError'];
/** These are about a request's instruction; failures of its source name that as their file. */
const OF_INSTRUCTION = ['InstructionTooLongError', 'SpecialTokenError'];

/**
 * Scores all requests and keeps each outcome as it comes. A picture that cannot be read or scored is an outcome too. Rejects
 * with `AbortError` on `signal`, after what was scored is kept, and with what keeps every picture from being scored.
 */
export async function runBatch(work: BatchWork): Promise<void> {
  const writer = createOutcomeWriter(work.keep, work.onKept);
  let strikes = 0;
  try {
    for (const request of work.requests.flatMap(inPortions)) {
      throwIfAborted(work.signal);
      writer.throwIfFailed();
      const failure = await scorePortion(work, request, writer);
      strikes = failure ? strikes + 1 : 0;
      if (failure && strikes === MAX_STRIKES) throw fromTransferred(failure);
    }
  } finally {
    await writer.settled();
  }
}

/** A request with few enough candidates to be scored at once. */
function inPortions(request: DatasetRequest): DatasetRequest[] {
  const count = Math.ceil(request.pictures.length / MAX_CANDIDATES);
  return Array.from({ length: count }, (_, k) => ({
    ...request,
    pictures: request.pictures.slice(k * MAX_CANDIDATES, (k + 1) * MAX_CANDIDATES),
  }));
}

/** Returns a failure that has its cause neither in the source nor in the instruction. Rejects with one that ends the run. */
async function scorePortion(
  work: BatchWork,
  request: DatasetRequest,
  writer: OutcomeWriter,
): Promise<TransferredError | undefined> {
  work.onStep({ request, progress: undefined, reload: undefined });
  const left = new Set(request.pictures);
  const settle = (picture: PictureToScore, outcome: PictureOutcome) => {
    if (left.delete(picture)) writer.add({ ...picture.uses[0], outcome });
  };
  try {
    await scoreReadable(work, request, left, settle);
    return undefined;
  } catch (error) {
    const failure = toTransferred(error);
    if (FATAL.includes(failure.name)) throw error;
    for (const picture of left) settle(picture, failureOf(error));
    return isExpected(failure, request) ? undefined : failure;
  }
}

function isExpected({ name, file }: TransferredError, { source }: DatasetRequest): boolean {
  return OF_INSTRUCTION.includes(name) || file === source.name;
}

type Settle = (picture: PictureToScore, outcome: PictureOutcome) => void;

/** Scores the pictures in `left`, once more when the worker dies: its memory may have been full of something else. */
async function scoreReadable(
  work: BatchWork,
  request: DatasetRequest,
  left: ReadonlySet<PictureToScore>,
  settle: Settle,
): Promise<void> {
  const source = await readInput(work, request.source);
  const readable: { readonly picture: PictureToScore; readonly input: ImageInput }[] = [];
  for (const picture of left) {
    try {
      readable.push({ picture, input: await readInput(work, picture.image) });
    } catch (error) {
      settle(picture, failureOf(error));
    }
  }
  const attempt = () => {
    const waiting = readable.filter(({ picture }) => left.has(picture));
    return waiting.length === 0 ? undefined : scoreInputs(work, request, source, waiting, settle);
  };
  try {
    await attempt();
  } catch (error) {
    if (toTransferred(error).name !== 'WorkerDiedError') throw error;
    await attempt();
  }
}

async function readInput(work: BatchWork, image: ImageReference): Promise<ImageInput> {
  return { name: image.name, blob: await work.readImage(image) };
}

/** Pictures as EditReward's own evaluation takes them: photos as they are stored. */
async function scoreInputs(
  work: BatchWork,
  request: DatasetRequest,
  source: ImageInput,
  inputs: readonly { readonly picture: PictureToScore; readonly input: ImageInput }[],
  settle: Settle,
): Promise<void> {
  const candidates = inputs.map(({ input }) => input);
  const body: ScoreRequest = { source, candidates, instruction: request.instruction, orientation: 'official' };
  const { outcomes } = await work.score(body, {
    signal: work.signal,
    onReload: (reload) => work.onStep({ request, progress: undefined, reload }),
    onProgress(progress) {
      if (progress.type === 'stage') return work.onStep({ request, progress, reload: undefined });
      const found = inputs[progress.candidate];
      if (found) settle(found.picture, pictureOutcome(progress.outcome));
    },
  });
  // The answer may overtake the progress, which is not told any more after it.
  for (const [index, { picture }] of inputs.entries()) {
    const outcome = outcomes[index];
    if (outcome) settle(picture, pictureOutcome(outcome));
  }
}

function pictureOutcome(outcome: CandidateOutcome): PictureOutcome {
  if (outcome.status === 'scored') return { score: outcome.score };
  return failureOf(outcome.error);
}

function failureOf(error: unknown): PictureOutcome {
  const { name, message } = toTransferred(error);
  return { error: { name, message } };
}
