import type { LoadProgress } from '../core/loading/loadProgress.ts';
import type { SpeedProgress } from '../core/fit/layerSpeed.ts';
import type { VariantsProgress } from '../core/occlusion/variant.ts';
import type { ScoreProgress } from '../core/score/scoreProgress.ts';

export interface CallOptions<Progress> {
  /** Aborting rejects the call with `AbortError` as soon as the worker has finished its current step. */
  readonly signal?: AbortSignal | undefined;
  /** Not called any more once the call has settled. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface ScoreCallOptions extends CallOptions<ScoreProgress> {
  /** Called while the last model is loaded again, because the worker had died since or the device is lost. */
  readonly onReload?: ((progress: LoadProgress) => void) | undefined;
}

export interface VariantsCallOptions extends CallOptions<VariantsProgress> {
  /** See {@link ScoreCallOptions.onReload}. */
  readonly onReload?: ScoreCallOptions['onReload'];
}

export interface SpeedCallOptions extends CallOptions<SpeedProgress> {
  /** When no other step is begun; default: some 20 seconds. */
  readonly budgetMs?: number | undefined;
}
