import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import { loadedModel, type ModelInUse } from '../model/modelState.ts';
import type { StageView } from './stageState.ts';

/** Whether the model's own code turns photos as they ask, so that there is nothing to choose. */
export function turnsPhotos(view: Pick<ModelInUse, 'model'>): boolean {
  return loadedModel(view)?.orientation === 'applied';
}

/** How pictures are shown and scored. */
export function orientationOf(state: Pick<StageView, 'model' | 'orientation'>): ImageOrientation {
  return turnsPhotos(state) ? 'upright' : state.orientation;
}
