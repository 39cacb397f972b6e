import { availableParallelism } from 'node:os';
import { pictureOutcomeOf } from '../../../batch/pictureOutcomeOf.ts';
import type { DatasetRequest } from '../../../batch/planRequests.ts';
import type { Settle } from '../../../batch/runRequests.ts';
import type { DatasetScorer } from '../../../batch/scoreDataset.ts';
import { deviceLabel } from '../../../core/score/deviceLabel.ts';
import type { ScoreRequestHooks } from '../../../runtime/scoring/scoreRequest.ts';
import type { LiveModel } from '../../liveModel.ts';
import { createPicturePool } from '../../pictures/picturePool.ts';
import { PicturesAhead } from '../../pictures/picturesAhead.ts';
import type { PictureSettings } from '../../pictures/readPicture.ts';
import { RequestFeatures, type KeptFeatures } from '../../taste/keepFeatures.ts';
import type { DeviceMeter } from './deviceUse.ts';

/** Two keep up with a fast GPU: each reads some ten pictures of three million pixels a second. */
const MAX_PICTURE_THREADS = 2;

/** What becomes known while a dataset is scored. */
export interface RunNotes {
  /** How busy the device is. */
  readonly meter: DeviceMeter;
  /** Names of pictures with transparent parts. */
  readonly transparent: Set<string>;
}

/**
 * Scores requests of a dataset by a model of this process, and disposes it in the end. While a request is scored, other
 * threads read the pictures of the next one. `features` takes what the heads read.
 */
export function createDatasetScorer(
  model: LiveModel,
  settings: PictureSettings,
  { meter, transparent }: RunNotes,
  features?: KeptFeatures,
): DatasetScorer {
  const pool = createPicturePool(Math.min(MAX_PICTURE_THREADS, availableParallelism()));
  const ahead = new PicturesAhead(pool, settings, transparent);
  return {
    prepare: (request) => ahead.begin(request),
    async score(request, settle, signal) {
      const { instruction } = request;
      const kept = features && new RequestFeatures(features, request);
      const onSettled = settler(request, settle, model);
      const onProgress: OnProgress = (progress) => {
        // Where features cannot be written, the score is there all the same.
        onSettled(progress);
        kept?.settle(progress);
      };
      const onStates = kept && kept.hold.bind(kept);
      await meter.measure(() => model.score({ ...ahead.take(request), instruction }, { signal, onProgress, onStates }));
    },
    async dispose() {
      await pool.close();
      await model.dispose();
    },
  };
}

type OnProgress = NonNullable<ScoreRequestHooks['onProgress']>;

function settler(request: DatasetRequest, settle: Settle, model: LiveModel): OnProgress {
  return (progress) => {
    const picture = progress.type === 'outcome' ? request.pictures[progress.candidate] : undefined;
    if (progress.type !== 'outcome' || !picture) return;
    const outcome = pictureOutcomeOf(request, picture, progress.outcome);
    settle(picture, 'score' in outcome ? { ...outcome, device: deviceLabel(model.device) } : outcome);
  };
}
