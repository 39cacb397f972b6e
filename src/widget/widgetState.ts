import type { EditRewardError } from '../core/errors.ts';
import type { LoadProgress, ModelStatus, ScoreProgress, ScoreResult } from '../rpc/scorerApi.ts';

/** How far a widget is; the detail of its `progress` events. */
export type WidgetProgress =
  /** Another widget of the page is scoring; they share one worker. */
  | { readonly phase: 'waiting' }
  | { readonly phase: 'loading'; readonly progress: LoadProgress }
  | { readonly phase: 'scoring'; readonly progress: ScoreProgress };

/** The detail of a widget's `score` event: one outcome a candidate, in their order, and the model that gave them. */
export interface WidgetResult extends ScoreResult {
  readonly status: ModelStatus;
}

/** What a widget shows. */
export type WidgetState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy'; readonly progress: WidgetProgress }
  | { readonly kind: 'scored'; readonly result: WidgetResult }
  | { readonly kind: 'failed'; readonly error: EditRewardError };
