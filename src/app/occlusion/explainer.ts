import { createContext } from 'react';
import type { ScorerClient } from '../../client/scorerClient.ts';

/** Who is asked for the scores of pictures with parts taken away. */
export type Explainer = Pick<ScorerClient, 'scoreVariants'>;

export const ExplainerContext = createContext<Explainer | undefined>(undefined);
