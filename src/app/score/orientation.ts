import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import type { AppState } from './appState.ts';

/** Whether the model's own code turns photos as they ask, so that there is nothing to choose. */
export function turnsPhotos({ model }: Pick<AppState, 'model'>): boolean {
  return model.kind === 'ready' && model.status.model.orientation === 'applied';
}

/** How pictures are shown and scored. */
export function orientationOf(state: Pick<AppState, 'model' | 'orientation'>): ImageOrientation {
  return turnsPhotos(state) ? 'upright' : state.orientation;
}
