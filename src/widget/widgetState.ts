import type { EditRewardError } from '../core/errors.ts';
import type { LoadProgress } from '../core/loading/loadProgress.ts';
import type { ModelStatus } from '../core/loading/modelStatus.ts';
import type { ScoreProgress } from '../core/score/scoreProgress.ts';
import type { ScoreResult } from '../core/score/outcome.ts';

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
