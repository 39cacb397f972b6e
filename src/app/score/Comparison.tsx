import { useStage, useStageDispatch } from './useStage.ts';
import { useStagePart } from './useStagePart.ts';

const loadComparison = () => import('./StageComparison.tsx');

/** A candidate over the page, beside another picture, once one is to be compared. */
export function Comparison() {
  const dispatch = useStageDispatch();
  const isOpen = useStage(({ comparedId }) => comparedId !== undefined);
  const part = useStagePart(loadComparison, isOpen, () => dispatch({ type: 'compared', id: undefined }));
  return isOpen && part ? <part.StageComparison /> : null;
}
