import { createContext } from 'react';
import { useRoom } from '../ui/useRoom.ts';
import { useSelected } from '../ui/useSelected.ts';
import type { ModelActions } from './modelActions.ts';
import type { ModelRoom } from './modelRoom.ts';
import type { ModelInUse } from './modelState.ts';

export const ModelContext = createContext<ModelRoom | undefined>(undefined);

/** See {@link useSelected}. */
export function useModel<Selected>(select: (state: ModelInUse) => Selected): Selected {
  return useSelected(useRoom(ModelContext).store, select);
}

export function useModelActions(): ModelActions {
  return useRoom(ModelContext).actions;
}
