import { entryKey } from '../../evaluation/joinScores.ts';
import type { DatasetRequest } from '../../evaluation/scoringRequests.ts';
import type { Outcomes } from './outcomes.ts';

/** `left`: pictures without an outcome. `failed`: those whose outcome is a failure, once more. */
export type Selection = 'left' | 'failed';

/** Without the pictures that have their outcome, or of them those that failed. */
export function selectRequests(
  requests: readonly DatasetRequest[],
  outcomes: Outcomes,
  selection: Selection,
): DatasetRequest[] {
  const wanted = (key: string) => {
    const outcome = outcomes.get(key);
    return selection === 'left' ? outcome === undefined : outcome !== undefined && 'error' in outcome;
  };
  return requests
    .map((request) => ({ ...request, pictures: request.pictures.filter(({ uses }) => wanted(entryKey(uses[0]))) }))
    .filter(({ pictures }) => pictures.length > 0);
}
