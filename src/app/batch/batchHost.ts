import { createContext } from 'react';
import type { ScorerClient } from '../../client/scorerClient.ts';
import type { OpenedBatch } from '../keptModels/openedBatch.ts';
import type { ModelStore } from '../model/modelState.ts';
import type { NamedLocation } from '../model/pageAddress.ts';

/** What the page lends to its Batch page. It is here before the rest of this room is loaded. */
export interface BatchHost {
  readonly model: ModelStore;
  readonly scorer: Pick<ScorerClient, 'score'>;
  /** The rest of the page knows whether one is at work. */
  readonly tellRunning: (isRunning: boolean) => void;
  readonly loadModel: (model: NamedLocation) => Promise<void>;
  /** What is done with models may take pictures of the batch that is open. */
  readonly tellOpened: (batch?: OpenedBatch) => void;
  /** The Models page is about to be asked to train a taste from its votes. */
  readonly learnFrom: () => void;
}

export const BatchHostContext = createContext<BatchHost | undefined>(undefined);
