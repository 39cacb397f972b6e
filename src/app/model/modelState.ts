import { EDIT_TASK, type Task } from '../../core/task.ts';
import type { LoadProgress } from '../../core/loading/loadProgress.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import type { TransferredError } from '../../core/transferredError.ts';
import type { ModelLocation } from '../../core/modelPackage/modelLocation.ts';
import type { Store } from '../ui/store.ts';

/** The model in use, or on its way, or why there is none. */
export type ModelState =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading'; readonly label: string; readonly location: ModelLocation }
  | { readonly kind: 'ready'; readonly label: string; readonly location: ModelLocation; readonly status: ModelStatus }
  | { readonly kind: 'failed'; readonly label: string; readonly error: TransferredError };

/** What all pages know of the model. */
export interface ModelInUse {
  readonly model: ModelState;
  /** How far a model that is loading has come. It stands apart, so that only who shows it is drawn again at each step. */
  readonly loadProgress: LoadProgress | undefined;
  /** What the loaded model judges, or the last one that was. */
  readonly task: Task;
  /** A scoring was asked for while the model is still loading. It stands here, for it ends with the load. */
  readonly scoreWhenReady: boolean;
}

export type ModelAction =
  | { readonly type: 'modelLoading'; readonly label: string; readonly location: ModelLocation }
  | { readonly type: 'modelProgress'; readonly progress: LoadProgress }
  | { readonly type: 'modelReady'; readonly location: ModelLocation; readonly status: ModelStatus }
  | { readonly type: 'modelFailed'; readonly label: string; readonly error: TransferredError }
  | { readonly type: 'modelCancelled' }
  /** Whether a scoring waits for the model. */
  | { readonly type: 'scoringWaits'; readonly waits: boolean };

export type ModelStore = Store<ModelInUse, ModelAction>;

export const noModel: ModelInUse = {
  model: { kind: 'none' },
  loadProgress: undefined,
  task: EDIT_TASK,
  scoreWhenReady: false,
};

export function reduceModel(state: ModelInUse, action: ModelAction): ModelInUse {
  switch (action.type) {
    case 'modelLoading':
      return withModel(state, { kind: 'loading', label: action.label, location: action.location });
    case 'modelProgress':
      return state.model.kind === 'loading' ? { ...state, loadProgress: action.progress } : state;
    case 'modelReady': {
      const { location, status } = action;
      return withModel(state, { kind: 'ready', label: status.model.id, location, status });
    }
    case 'modelFailed':
      return withModel(state, { kind: 'failed', label: action.label, error: action.error });
    case 'modelCancelled':
      return withModel(state, { kind: 'none' });
    case 'scoringWaits':
      return { ...state, scoreWhenReady: action.waits && state.model.kind === 'loading' };
  }
}

/** What is known of the model that is loaded. */
export function loadedModel({ model }: Pick<ModelInUse, 'model'>): ModelStatus['model'] | undefined {
  return model.kind === 'ready' ? model.status.model : undefined;
}

/** A scoring waits only as long as a model is loading. */
function withModel(state: ModelInUse, model: ModelState): ModelInUse {
  return {
    model,
    loadProgress: undefined,
    task: model.kind === 'ready' ? model.status.model.task : state.task,
    scoreWhenReady: state.scoreWhenReady && model.kind === 'loading',
  };
}
