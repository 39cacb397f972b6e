import { pictureOutcomeOf } from '../../batch/pictureOutcomeOf.ts';
import type { DatasetRequest, PictureToScore } from '../../batch/planRequests.ts';
import type { Settle } from '../../batch/runRequests.ts';
import type { DatasetScorer } from '../../batch/scoreDataset.ts';
import type { ScoreCallOptions } from '../../client/callOptions.ts';
import type { ImageReference } from '../../core/dataset/datasetItem.ts';
import { failureOf } from '../../core/dataset/pictureOutcome.ts';
import type { LoadProgress } from '../../core/loading/loadProgress.ts';
import type { ScoreResult } from '../../core/score/outcome.ts';
import type { ScoreProgress } from '../../core/score/scoreProgress.ts';
import type { ScoreRequest as WorkerRequest } from '../../core/score/scoreRequest.ts';
import type { PreparableInput } from '../../core/score/preparedInput.ts';
import { toTransferred } from '../../core/transferredError.ts';
import { explained } from '../../core/unexpectedError.ts';
import { InputsAhead, type PicturePreparer } from './inputsAhead.ts';

/** What scoring needs; the scorer and the files are others in a test. */
export interface RequestScorerEnvironment {
  readImage(image: ImageReference): Promise<Blob>;
  score(request: WorkerRequest, call: ScoreCallOptions): Promise<ScoreResult>;
  onStep(step: RunStep): void;
  /** Makes pictures ready while others are scored; undefined where the model is not known. */
  readonly ahead?: PicturePreparer | undefined;
}

export interface RunStep {
  readonly request: DatasetRequest;
  readonly progress: Extract<ScoreProgress, { type: 'stage' }> | undefined;
  /** The model is being loaded again. */
  readonly reload: LoadProgress | undefined;
}

/** Scores requests of a dataset by the page's worker. While a request is scored, the pictures of the next one are read. */
export function createRequestScorer(
  environment: RequestScorerEnvironment,
): Required<Pick<DatasetScorer, 'score' | 'prepare'>> {
  const ahead = new InputsAhead(environment.readImage, environment.ahead);
  return {
    prepare: (request) => ahead.begin(request),
    async score(request, settle, signal) {
      environment.onStep({ request, progress: undefined, reload: undefined });
      const readInput = ahead.take(request);
      await scoreReadable({ ...environment, request, signal, readInput }, settle);
    },
  };
}

interface RequestToScore extends RequestScorerEnvironment {
  readonly request: DatasetRequest;
  readonly signal: AbortSignal;
  readonly readInput: (image: ImageReference) => Promise<PreparableInput>;
}

/** Scores the pictures of a request, once more when the worker dies: its memory may have been full of something else. */
async function scoreReadable(work: RequestToScore, settle: Settle): Promise<void> {
  const { request } = work;
  const source = request.source && (await work.readInput(request.source));
  const left = new Map<PictureToScore, PreparableInput>();
  const settleOnce: Settle = (picture, outcome) => {
    left.delete(picture);
    settle(picture, outcome);
  };
  for (const picture of request.pictures) {
    try {
      left.set(picture, await work.readInput(picture.image));
    } catch (error) {
      settle(picture, failureOf(explained(error, picture.image.name)));
    }
  }
  const attempt = () => (left.size === 0 ? undefined : scoreInputs(work, source, [...left], settleOnce));
  try {
    await attempt();
  } catch (error) {
    if (toTransferred(error).name !== 'WorkerDiedError') throw error;
    await attempt();
  }
}

/** Pictures as EditReward's own evaluation takes them: photos as they are stored. */
async function scoreInputs(
  { request, score, onStep, signal }: RequestToScore,
  source: PreparableInput | undefined,
  inputs: readonly (readonly [PictureToScore, PreparableInput])[],
  settle: Settle,
): Promise<void> {
  const { instruction } = request;
  const candidates = inputs.map(([, input]) => input);
  await score(
    { source, candidates, instruction, orientation: 'official', withSha256: true },
    {
      signal,
      onReload: (reload) => onStep({ request, progress: undefined, reload }),
      onProgress(progress) {
        if (progress.type === 'stage') return onStep({ request, progress, reload: undefined });
        const [picture] = inputs[progress.candidate] ?? [];
        if (picture) settle(picture, pictureOutcomeOf(request, picture, progress.outcome));
      },
    },
  );
}
