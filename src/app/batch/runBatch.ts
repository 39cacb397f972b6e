import type { KeptOutcome } from '../../batch/keptOutcome.ts';
import { createOutcomeWriter } from '../../batch/outcomeWriter.ts';
import type { DatasetRequest, PictureToScore } from '../../batch/planRequests.ts';
import { runRequests, type Settle } from '../../batch/runRequests.ts';
import type { ScoreCallOptions } from '../../client/callOptions.ts';
import type { ImageReference } from '../../core/dataset/datasetItem.ts';
import { failureOf, type PictureOutcome } from '../../core/dataset/pictureOutcome.ts';
import { explained } from '../../core/unexpectedError.ts';
import type {
  IdentifiedOutcome,
  ImageInput,
  LoadProgress,
  ScoreProgress,
  ScoreRequest,
  ScoreResult,
} from '../../rpc/scorerApi.ts';
import { toTransferred } from '../../rpc/transferError.ts';

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

/**
 * Scores all requests and keeps each outcome as it comes: see `runRequests`. When it rejects, what was scored before is
 * kept.
 */
export async function runBatch(work: BatchWork): Promise<void> {
  const writer = createOutcomeWriter(work.keep, work.onKept);
  try {
    await runRequests({
      requests: work.requests,
      picturesAtOnce: MAX_CANDIDATES,
      async score(request, settle, signal) {
        work.onStep({ request, progress: undefined, reload: undefined });
        await scoreReadable({ ...work, signal }, request, settle);
      },
      keep(kept) {
        writer.throwIfFailed();
        writer.add(kept);
      },
      signal: work.signal,
    });
  } finally {
    await writer.settled();
  }
}

/** Scores the pictures of a request, once more when the worker dies: its memory may have been full of something else. */
async function scoreReadable(work: BatchWork, request: DatasetRequest, settle: Settle): Promise<void> {
  const source = request.source && (await readInput(work, request.source));
  const left = new Map<PictureToScore, ImageInput>();
  const settleOnce: Settle = (picture, outcome) => {
    left.delete(picture);
    settle(picture, outcome);
  };
  for (const picture of request.pictures) {
    try {
      left.set(picture, await readInput(work, picture.image));
    } catch (error) {
      settle(picture, failureOf(explained(error, picture.image.name)));
    }
  }
  const attempt = () => (left.size === 0 ? undefined : scoreInputs(work, request, source, [...left], settleOnce));
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
  source: ImageInput | undefined,
  inputs: readonly (readonly [PictureToScore, ImageInput])[],
  settle: Settle,
): Promise<void> {
  const { instruction } = request;
  const candidates = inputs.map(([, input]) => input);
  const body: ScoreRequest = { source, candidates, instruction, orientation: 'official', withSha256: true };
  await work.score(body, {
    signal: work.signal,
    onReload: (reload) => work.onStep({ request, progress: undefined, reload }),
    onProgress(progress) {
      if (progress.type === 'stage') return work.onStep({ request, progress, reload: undefined });
      const [picture] = inputs[progress.candidate] ?? [];
      if (picture) settle(picture, pictureOutcome(request, picture, progress.outcome));
    },
  });
}

function pictureOutcome(
  { source }: DatasetRequest,
  { image }: PictureToScore,
  { sha256, ...outcome }: IdentifiedOutcome,
): PictureOutcome {
  const ended = outcome.status === 'scored' ? { score: outcome.score } : failureOf(outcome.error);
  // Images in the dataset are known by its own digest.
  const noted = {
    ...(source?.kind === 'file' && sha256?.source !== undefined && { source: sha256.source }),
    ...(image.kind === 'file' && sha256?.edited !== undefined && { edited: sha256.edited }),
  };
  return Object.keys(noted).length > 0 ? { ...ended, sha256: noted } : ended;
}
