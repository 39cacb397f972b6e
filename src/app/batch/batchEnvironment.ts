import type { DatasetClient } from '../../client/datasetClient.ts';
import type { ScorerClient } from '../../client/scorerClient.ts';
import type { ModelStore } from '../model/modelState.ts';
import type { BatchStore } from './batchState.ts';
import type { PictureChecker } from './pictureChecker.ts';

/** What the Batch page's actions act on; another in a test. */
export interface BatchEnvironment {
  readonly model: ModelStore;
  readonly scorer: Pick<ScorerClient, 'score'>;
  readonly datasets: DatasetClient;
  /** Runs `work` unless another tab holds the batch; whether it ran. */
  readonly holdBatch: (id: string, work: () => Promise<void>) => Promise<boolean>;
}

/** What opening, running and following the model share. */
export interface BatchTools extends BatchEnvironment {
  readonly store: BatchStore;
  readonly checker: PictureChecker;
}
