import { useSyncExternalStore } from 'react';
import type { ReferenceSet } from '../../core/reference/referenceSet.ts';
import { chosenReference } from './chosenReference.ts';

/** See {@link chosenReference}. */
export function useChosenReference(): ReferenceSet | undefined {
  return useSyncExternalStore(chosenReference.subscribe, chosenReference.getState);
}
