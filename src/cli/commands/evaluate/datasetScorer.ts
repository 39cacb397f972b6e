import { availableParallelism } from 'node:os';
import { pictureOutcomeOf } from '../../../batch/pictureOutcomeOf.ts';
import type { DatasetRequest } from '../../../batch/planRequests.ts';
import type { Settle } from '../../../batch/runRequests.ts';
import type { DatasetScorer } from '../../../batch/scoreDataset.ts';
import type { ScoringModel } from '../../../runtime/model/scoringModel.ts';
import { scoreRequest } from '../../../runtime/scoring/scoreRequest.ts';
import { createPicturePool } from '../../pictures/picturePool.ts';
import { PicturesAhead } from '../../pictures/picturesAhead.ts';

/** Two keep up with a fast GPU: each reads some twenty pictures of 1024 x 1024 pixels a second. */
const MAX_PICTURE_THREADS = 2;

/**
 * Scores requests of a dataset by a model of this process, and disposes it in the end. `images` is the folder that their
 * paths are relative to. While a request is scored, other threads read the pictures of the next one.
 */
export function createDatasetScorer(model: ScoringModel, images: string): DatasetScorer {
  const pool = createPicturePool(Math.min(MAX_PICTURE_THREADS, availableParallelism()));
  const ahead = new PicturesAhead(pool, model, images);
  return {
    prepare: (request) => ahead.begin(request),
    async score(request, settle, signal) {
      const { instruction } = request;
      const onProgress = settler(request, settle);
      await scoreRequest(model, { ...ahead.take(request), instruction }, { signal, onProgress });
    },
    async dispose() {
      await pool.close();
      await model.dispose();
    },
  };
}

type OnProgress = NonNullable<Parameters<typeof scoreRequest>[2]['onProgress']>;

function settler(request: DatasetRequest, settle: Settle): OnProgress {
  return (progress) => {
    const picture = progress.type === 'outcome' ? request.pictures[progress.candidate] : undefined;
    if (progress.type !== 'outcome' || !picture) return;
    settle(picture, pictureOutcomeOf(request, picture, progress.outcome));
  };
}
