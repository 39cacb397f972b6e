import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import { isSameModel } from '../../core/score/scoreReport.ts';
import { referenceFor, type ReferenceInUse } from '../reference/referenceFor.ts';
import { useChosenReference } from '../reference/useReference.ts';
import { limitsOfScores } from './exampleWork.ts';
import type { StageView } from './stageState.ts';
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
  const model = useStage(modelOfScores);
  const isOfOtherKind = useStage((view) => limitsOfScores(view) !== undefined);
  return model && { ...referenceFor(model, chosen), model, isOfOtherKind };
}

/**
 * The model that gave the scores. The loaded one if it is the same: what was kept of scores of an earlier visit does not have the
 * set that came with the package.
 */
export function modelOfScores({ scoredFor, model }: Pick<StageView, 'scoredFor' | 'model'>) {
  const scorer = scoredFor?.status.model;
  const isLoaded = scorer && model.kind === 'ready' && isSameModel(scorer, model.status.model);
  return isLoaded ? model.status.model : scorer;
}
