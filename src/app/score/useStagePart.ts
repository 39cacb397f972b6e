import { usePart } from '../ui/usePart.ts';
import { useStageDispatch } from './useStage.ts';

/** See {@link usePart}. Why a part does not come stands among the problems; `onMissing` closes what was to be opened. */
export function useStagePart<Part extends object>(
  load: () => Promise<Part>,
  isWanted: boolean,
  onMissing: () => void,
): Part | undefined {
  const dispatch = useStageDispatch();
  return usePart(load, isWanted, (why) => {
    dispatch({ type: 'problemsFound', problems: [{ file: '', message: why }], beside: true });
    onMissing();
  });
}
