import { createContext } from 'react';
import type { ScorerClient } from '../../client/scorerClient.ts';

/** Who looks at the pictures of votes, and trains heads on what it saw. */
export type Teacher = Pick<ScorerClient, 'score' | 'trainTaste'>;

export const TeacherContext = createContext<Teacher | undefined>(undefined);
