import { useRoom } from '../ui/useRoom.ts';
import { useSelected } from '../ui/useSelected.ts';
import { ShellContext } from './rooms.ts';

/** Whether something is under way that a reload of the page would end. */
export function useBusy(): boolean {
  return useSelected(useRoom(ShellContext).busy, (isBusy) => isBusy);
}
