import type { ScorerClient, TasteBytes } from '../../client/scorerClient.ts';
import { throwIfAborted } from '../../core/errors.ts';
import type { LoadOptions } from '../../core/loading/loadOptions.ts';
import { toTransferred } from '../../core/transferredError.ts';
import { createThrottle, PROGRESS_EVERY_MS } from '../ui/throttle.ts';
import { bringTaste, type ReadTaste } from './bringTaste.ts';
import { rememberTaste } from './lastTaste.ts';
import type { ModelStore } from './modelState.ts';
import type { NamedLocation } from './pageAddress.ts';

/** How a model is wanted. */
export interface LoadWish {
  /** Pictures are made no larger for it. */
  readonly maxPixels?: number | undefined;
  /** Without the taste that it had on last. */
  readonly withOwnHeads?: boolean;
}

/** What the page does with its model. Failures end up in the state, never as rejections. */
export interface ModelActions {
  /**
   * Replaces the model; ends a load or a scoring under way. What was to be scored meanwhile is scored then. It comes with the taste
   * that it had on last.
   */
  load(model: NamedLocation, wish?: LoadWish): Promise<void>;
  /**
   * Puts a taste on the model in use, or takes it off; that ends a scoring under way, as another model does. Rejects where the
   * taste is refused: the model is then as it was. What is in use then comes back whenever the model is loaded.
   */
  setTaste(taste: TasteBytes | undefined): Promise<void>;
  cancelLoad(): void;
}

export type ModelClient = Pick<ScorerClient, 'load' | 'setTaste'>;

/** `options` are those of every load. */
export function createModelActions(
  { dispatch, getState }: ModelStore,
  client: ModelClient,
  options: LoadOptions = {},
  readTaste: ReadTaste = keepsNone,
): ModelActions {
  let loading = new AbortController();
  return {
    async load({ label, location }, { maxPixels, withOwnHeads = false } = {}) {
      loading.abort();
      loading = new AbortController();
      const { signal } = loading;
      dispatch({ type: 'modelLoading', label, location });
      const { push, stop } = createThrottle(PROGRESS_EVERY_MS, dispatch);
      signal.addEventListener('abort', stop);
      try {
        const limit = maxPixels === undefined ? options : { ...options, maxPixels };
        const status = await client
          .load(location, limit, {
            signal,
            onProgress: (progress) => signal.aborted || push({ type: 'modelProgress', progress }),
          })
          .finally(stop);
        throwIfAborted(signal);
        const inUse = withOwnHeads ? status : await bringTaste(status, { client, readTaste, signal });
        throwIfAborted(signal);
        dispatch({ type: 'modelReady', location, status: inUse });
      } catch (error) {
        if (!signal.aborted) dispatch({ type: 'modelFailed', label, error: toTransferred(error) });
      }
    },
    async setTaste(taste) {
      const { model } = getState();
      if (model.kind !== 'ready') return;
      const { label, location } = model;
      loading = new AbortController();
      const { signal } = loading;
      dispatch({ type: 'modelLoading', label, location });
      let { status } = model;
      try {
        status = await client.setTaste(taste, { signal });
        if (!signal.aborted) rememberTaste(status.model.manifestSha256, status.model.taste);
      } catch (error) {
        // Another model is wanted by now, or none: nobody waits for this one.
        if (!signal.aborted) throw error;
      } finally {
        if (!signal.aborted) dispatch({ type: 'modelReady', location, status });
      }
    },
    cancelLoad() {
      loading.abort();
      dispatch({ type: 'modelCancelled' });
    },
  };
}

const keepsNone: ReadTaste = async () => undefined;
