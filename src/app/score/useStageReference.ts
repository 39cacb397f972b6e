import { referenceFor, type ReferenceInUse } from '../reference/referenceFor.ts';
import { useChosenReference } from '../reference/useReference.ts';
import { limitsOfScores } from './exampleWork.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import { useStage } from './useStage.ts';

/** What the shown scores are compared with. */
export interface StageReference extends ReferenceInUse {
  /** The model that gave the scores. */
  readonly model: ModelStatus['model'];
  /** The scored pictures are of a kind that the model cannot judge: a place among scores that it can give says nothing. */
  readonly isOfOtherKind: boolean;
}

/** Undefined where there are no scores. */
export function useStageReference(): StageReference | undefined {
  const chosen = useChosenReference();
  const model = useStage(({ scoredFor }) => scoredFor?.status.model);
  const isOfOtherKind = useStage((view) => limitsOfScores(view) !== undefined);
  return model && { ...referenceFor(model, chosen), model, isOfOtherKind };
}
