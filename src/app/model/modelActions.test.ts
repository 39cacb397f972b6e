import { describe, expect, it, vi } from 'vitest';
import { AbortError, EditRewardError } from '../../core/errors.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import type { ModelClient } from './modelActions.ts';
import { deferred } from '../../testing/deferred.ts';
import { createModelRoom } from './modelRoom.ts';
import { LOCATION, MODEL_STATUS } from './modelSamples.ts';

const OPTIONS = { provider: 'wasm' } as const;

const refuse = () => Promise.reject(new Error('not here'));

function start(client: Partial<ModelClient>) {
  const { store, actions } = createModelRoom({ load: refuse, setTaste: refuse, ...client }, OPTIONS);
  /** The model with how far it is. */
  const shown = () => ({ ...store.getState().model, progress: store.getState().loadProgress });
  return { shown, actions };
}

/** Rejects as the client does once `signal` fires. */
function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new AbortError())));
}

describe('loadModel', () => {
  it('shows progress, then the model', async () => {
    const { shown, actions } = start({
      async load(_location, _options, call) {
        call?.onProgress?.({ stage: 'reading', loadedBytes: 1, totalBytes: 2 });
        expect(shown()).toMatchObject({ kind: 'loading', label: 'x', progress: { loadedBytes: 1 } });
        return MODEL_STATUS;
      },
    });
    await actions.load({ label: 'x', location: LOCATION });
    expect(shown().kind).toBe('ready');
  });

  it('hands a limit on the size of pictures over, beside what the address of the page asks for', async () => {
    const asked: unknown[] = [];
    const { actions } = start({
      async load(_location, options) {
        asked.push(options);
        return MODEL_STATUS;
      },
    });
    await actions.load({ label: 'x', location: LOCATION }, { maxPixels: 262_144 });
    await actions.load({ label: 'x', location: LOCATION });
    expect(asked).toEqual([{ ...OPTIONS, maxPixels: 262_144 }, OPTIONS]);
  });

  it('shows nothing of a former load that was held back when the next began', () => {
    vi.useFakeTimers();
    const progress = [1, 2].map((loadedBytes) => ({ stage: 'reading', loadedBytes, totalBytes: 2 }) as const);
    const { shown, actions } = start({
      load(_location, _options, call) {
        for (const one of progress.splice(0)) call?.onProgress?.(one);
        return untilAborted(call?.signal);
      },
    });
    void actions.load({ label: 'first', location: LOCATION });
    void actions.load({ label: 'second', location: LOCATION });
    vi.runAllTimers();
    vi.useRealTimers();
    expect(shown()).toEqual({ kind: 'loading', label: 'second', location: LOCATION });
  });

  it('shows a refusal', async () => {
    const { shown, actions } = start({ load: () => Promise.reject(new EditRewardError('Damaged.')) });
    await actions.load({ label: 'x', location: LOCATION });
    expect(shown()).toMatchObject({ kind: 'failed', label: 'x', error: { message: 'Damaged.' } });
  });

  it('lets only the latest load speak', async () => {
    const finish: ((status: ModelStatus) => void)[] = [];
    const load = () => new Promise<ModelStatus>((resolve) => finish.push(resolve));
    const { shown, actions } = start({ load });
    const first = actions.load({ label: 'first', location: LOCATION });
    const second = actions.load({ label: 'second', location: LOCATION });
    finish[0]?.(MODEL_STATUS);
    await first;
    expect(shown()).toMatchObject({ kind: 'loading', label: 'second' });
    finish[1]?.(MODEL_STATUS);
    await second;
    expect(shown().kind).toBe('ready');
  });

  it('is back without a model after a cancel', async () => {
    const { shown, actions } = start({ load: (_location, _options, call) => untilAborted(call?.signal) });
    const load = actions.load({ label: 'x', location: LOCATION });
    actions.cancelLoad();
    await load;
    expect(shown().kind).toBe('none');
  });
});

describe('setTaste', () => {
  const taste = { file: 'mine.taste', bytes: new Uint8Array([1]) };
  const withTaste = { ...MODEL_STATUS, model: { ...MODEL_STATUS.model, taste: { name: 'mine', sha256: 'ab' } } };

  it('makes another model of it; none scores meanwhile', async () => {
    const answer = deferred<ModelStatus>();
    const { shown, actions } = start({ load: async () => MODEL_STATUS, setTaste: () => answer.promise });
    await actions.load({ label: 'x', location: LOCATION });
    const setting = actions.setTaste(taste);
    expect(shown()).toMatchObject({ kind: 'loading', location: LOCATION });
    answer.resolve(withTaste);
    await setting;
    expect(shown()).toMatchObject({ kind: 'ready', location: LOCATION, status: withTaste });
  });

  it('leaves all as it was where the taste is refused, and says why', async () => {
    const refusal = new EditRewardError('It is for another model.');
    const { shown, actions } = start({ load: async () => MODEL_STATUS, setTaste: () => Promise.reject(refusal) });
    await actions.load({ label: 'x', location: LOCATION });
    await expect(actions.setTaste(taste)).rejects.toBe(refusal);
    expect(shown()).toMatchObject({ kind: 'ready', status: MODEL_STATUS });
  });

  it('is over without a word where the load is cancelled meanwhile', async () => {
    const { shown, actions } = start({
      load: async () => MODEL_STATUS,
      setTaste: (_taste, call) => untilAborted(call?.signal),
    });
    await actions.load({ label: 'x', location: LOCATION });
    const setting = actions.setTaste(taste);
    actions.cancelLoad();
    await setting;
    expect(shown().kind).toBe('none');
  });

  it('does nothing without a model', async () => {
    const { shown, actions } = start({});
    await actions.setTaste(taste);
    expect(shown().kind).toBe('none');
  });

  it('says nothing once another model is wanted', async () => {
    const answer = deferred<ModelStatus>();
    const { shown, actions } = start({ load: async () => MODEL_STATUS, setTaste: () => answer.promise });
    await actions.load({ label: 'x', location: LOCATION });
    const setting = actions.setTaste(taste);
    await actions.load({ label: 'y', location: LOCATION });
    answer.resolve(withTaste);
    await setting;
    expect(shown()).toMatchObject({ kind: 'ready', status: MODEL_STATUS });
  });
});
