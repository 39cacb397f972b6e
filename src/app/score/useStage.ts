import { createContext } from 'react';
import { useRoom } from '../ui/useRoom.ts';
import { useSelected } from '../ui/useSelected.ts';
import type { StageStore } from './scoring.ts';
import type { StageActions } from './stageActions.ts';
import type { StageRoom } from './stageRoom.ts';
import type { StageView } from './stageState.ts';

export const StageContext = createContext<StageRoom | undefined>(undefined);

/** Of what may be shown of the stage, and of the model that scores it. See {@link useSelected}. */
export function useStage<Selected>(select: (view: StageView) => Selected): Selected {
  return useSelected(useRoom(StageContext).shown, select);
}

export function useStageActions(): StageActions {
  return useRoom(StageContext).actions;
}

/** For changes that are done at once. */
export function useStageDispatch(): StageStore['dispatch'] {
  return useRoom(StageContext).store.dispatch;
}
