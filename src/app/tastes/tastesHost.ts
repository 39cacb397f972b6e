import { createContext } from 'react';
import type { ScorerClient } from '../../client/scorerClient.ts';
import type { ModelStore } from '../model/modelState.ts';
import type { Store } from '../ui/store.ts';

/** Who looks at pictures, and trains heads on what it saw. */
export type Teacher = Pick<ScorerClient, 'score' | 'trainTaste' | 'timeToTrain'>;

/** What a taste is learned from: votes of this browser, or the dataset that is open. `asked`: the same, by whoever is on the way here. */
export type MaterialChoice = 'votes' | 'dataset' | 'asked';

/** What the page lends to its tastes. It is here before the rest of this room is loaded. */
export interface TastesHost {
  readonly teacher: Teacher;
  readonly model: ModelStore;
  readonly choice: Store<MaterialChoice, MaterialChoice>;
  /** The rest of the page knows whether something is learned, or waits to be kept. */
  readonly tellLearning: (isLearning: boolean) => void;
}

export const TastesHostContext = createContext<TastesHost | undefined>(undefined);
