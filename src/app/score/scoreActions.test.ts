import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ScorerClient } from '../../client/scorerClient.ts';
import { AbortError, EditRewardError } from '../../core/errors.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import { createPageActions } from './scoreActions.ts';
import type { AppState } from './appState.ts';
import { EXAMPLE, FAILED, LOCATION, MODEL_STATUS, readyState, scored } from './samples.ts';
import { createStore } from '../ui/store.ts';

const OPTIONS = { provider: 'wasm' } as const;
const unused = () => Promise.reject(new Error('not expected'));

function start(state: AppState | undefined, client: Partial<ScorerClient>) {
  const store = createStore(state);
  const unusedClient = {
    load: unused,
    score: unused,
    unload: unused,
    deviceBytes: unused,
    peakDeviceBytes: unused,
    measureDevice: unused,
    dispose() {},
  };
  const actions = createPageActions(store, { ...unusedClient, ...client }, OPTIONS);
  return { store, actions };
}

/** Rejects as the client does once `signal` fires. */
function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new AbortError())));
}

describe('addFiles', () => {
  it('adds in the order the files came, however long each takes to read', async () => {
    const { store, actions } = start(undefined, {});
    const first = new File(['slow'], 'first.txt');
    Object.defineProperty(first, 'arrayBuffer', {
      value: () => new Promise((resolve) => setTimeout(() => resolve(new ArrayBuffer(4)), 10)),
    });
    const seen: string[] = [];
    store.subscribe(() =>
      seen.push(
        store
          .getState()
          .problems.map(({ file }) => file)
          .join(),
      ),
    );
    await Promise.all([actions.addFiles([first], 'auto'), actions.addFiles([new File(['x'], 'second.txt')], 'auto')]);
    expect(seen).toEqual(['first.txt', 'second.txt']);
  });
});

describe('score', () => {
  it('says what is missing', async () => {
    await expect(start(undefined, {}).actions.score()).resolves.toBe('model');
    await expect(start({ ...readyState(1), instruction: '' }, {}).actions.score()).resolves.toBe('instruction');
  });

  it('asks for what is missing and shows outcomes under their candidates', async () => {
    const score = vi.fn<ScorerClient['score']>(async (_request, call) => {
      call?.onProgress?.({ type: 'stage', stage: 'vision', candidate: 0, done: 1, total: 4 });
      call?.onProgress?.({ type: 'outcome', candidate: 1, outcome: FAILED });
      expect(store.getState().run?.step?.stage).toBe('vision');
      expect(store.getState().candidates[1]?.outcome).toEqual(FAILED);
      call?.onProgress?.({ type: 'outcome', candidate: 0, outcome: scored(1) });
      return { outcomes: [scored(1), FAILED] };
    });
    const { store, actions } = start(readyState(2), { score });
    await actions.score();
    expect(score.mock.calls[0]?.[0]).toMatchObject({
      source: { name: 'source.png' },
      candidates: [{ name: 'a.png' }, { name: 'b.png' }],
      instruction: 'add a hat',
      orientation: 'upright',
    });
    expect(store.getState().candidates.map(({ outcome }) => outcome)).toEqual([scored(1), FAILED]);
    expect(store.getState().run).toBeUndefined();
  });

  it('does nothing while something is missing or a run is under way', async () => {
    const score = vi.fn<ScorerClient['score']>((_request, call) => untilAborted(call?.signal));
    await start(undefined, { score }).actions.score();
    expect(score).not.toHaveBeenCalled();
    const { actions } = start(readyState(1), { score });
    const first = actions.score();
    await expect(actions.score()).resolves.toBeUndefined();
    expect(score).toHaveBeenCalledOnce();
    actions.cancelScore();
    await first;
  });

  it('shows why a run failed, but not that it was cancelled', async () => {
    const broken = start(readyState(1), {
      score: () => Promise.reject(new EditRewardError('No.', { file: 'source.png' })),
    });
    await broken.actions.score();
    expect(broken.store.getState().runError).toEqual({ name: 'EditRewardError', message: 'No.', file: 'source.png' });

    const { store, actions } = start(readyState(1), { score: (_request, call) => untilAborted(call?.signal) });
    const run = actions.score();
    await Promise.resolve();
    actions.cancelScore();
    expect(store.getState().run?.cancelling).toBe(true);
    await run;
    expect(store.getState()).toMatchObject({ run: undefined, runError: undefined });
  });
});

describe('an example', () => {
  const picture = readFileSync('public/examples/recolor/source.png');
  const answerWith = (status: number) =>
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(new Uint8Array(picture), { status })));
  afterEach(() => vi.unstubAllGlobals());

  it('is scored as soon as the model is ready', async () => {
    answerWith(200);
    const finish: ((status: ModelStatus) => void)[] = [];
    const load = () => new Promise<ModelStatus>((resolve) => finish.push(resolve));
    const score = vi.fn<ScorerClient['score']>(async () => ({ outcomes: [scored(1), scored(2)] }));
    const { store, actions } = start(undefined, { load, score });
    const loading = actions.loadModel({ label: 'x', location: LOCATION });
    await actions.tryExample(EXAMPLE);
    expect(store.getState()).toMatchObject({ scoreWhenReady: true, instruction: EXAMPLE.instruction });
    expect(score).not.toHaveBeenCalled();
    finish[0]?.(MODEL_STATUS);
    await loading;
    expect(score.mock.calls[0]?.[0]).toMatchObject({
      source: { name: 'source.png' },
      candidates: [{ name: 'done.png' }, { name: 'wrong.png' }],
    });
    expect(store.getState()).toMatchObject({ scoreWhenReady: false, run: undefined });
  });

  it('waits no longer for a model that was cancelled', async () => {
    answerWith(200);
    const { store, actions } = start(undefined, { load: (_location, _options, call) => untilAborted(call?.signal) });
    const loading = actions.loadModel({ label: 'x', location: LOCATION });
    await actions.tryExample(EXAMPLE);
    actions.cancelLoad();
    await loading;
    expect(store.getState().scoreWhenReady).toBe(false);
  });

  it('leaves the page as it is when it does not load', async () => {
    answerWith(404);
    const before = readyState(1);
    const { store, actions } = start(before, {});
    await actions.tryExample(EXAMPLE);
    const { candidates, problems } = store.getState();
    expect(candidates).toEqual(before.candidates);
    expect(problems[0]?.message).toContain('https://example.org/source.png did not load');
  });
});

describe('loadModel', () => {
  it('shows progress, then the model', async () => {
    const { store, actions } = start(undefined, {
      async load(_location, _options, call) {
        call?.onProgress?.({ stage: 'reading', loadedBytes: 1, totalBytes: 2 });
        expect(store.getState().model).toMatchObject({ kind: 'loading', label: 'x', progress: { loadedBytes: 1 } });
        return MODEL_STATUS;
      },
    });
    await actions.loadModel({ label: 'x', location: LOCATION });
    expect(store.getState().model.kind).toBe('ready');
  });

  it('hands a limit on the size of pictures over, beside what the address of the page asks for', async () => {
    const asked: unknown[] = [];
    const { actions } = start(undefined, {
      async load(_location, options) {
        asked.push(options);
        return MODEL_STATUS;
      },
    });
    await actions.loadModel({ label: 'x', location: LOCATION }, 262_144);
    await actions.loadModel({ label: 'x', location: LOCATION });
    expect(asked).toEqual([{ ...OPTIONS, maxPixels: 262_144 }, OPTIONS]);
  });

  it('shows nothing of a former load that was held back when the next began', () => {
    vi.useFakeTimers();
    const progress = [1, 2].map((loadedBytes) => ({ stage: 'reading', loadedBytes, totalBytes: 2 }) as const);
    const { store, actions } = start(undefined, {
      load(_location, _options, call) {
        for (const one of progress.splice(0)) call?.onProgress?.(one);
        return untilAborted(call?.signal);
      },
    });
    void actions.loadModel({ label: 'first', location: LOCATION });
    void actions.loadModel({ label: 'second', location: LOCATION });
    vi.runAllTimers();
    vi.useRealTimers();
    expect(store.getState().model).toEqual({ kind: 'loading', label: 'second', location: LOCATION });
  });

  it('shows a refusal', async () => {
    const { store, actions } = start(undefined, { load: () => Promise.reject(new EditRewardError('Damaged.')) });
    await actions.loadModel({ label: 'x', location: LOCATION });
    expect(store.getState().model).toMatchObject({ kind: 'failed', label: 'x', error: { message: 'Damaged.' } });
  });

  it('lets only the latest load speak', async () => {
    const finish: ((status: ModelStatus) => void)[] = [];
    const load = () => new Promise<ModelStatus>((resolve) => finish.push(resolve));
    const { store, actions } = start(undefined, { load });
    const first = actions.loadModel({ label: 'first', location: LOCATION });
    const second = actions.loadModel({ label: 'second', location: LOCATION });
    finish[0]?.(MODEL_STATUS);
    await first;
    expect(store.getState().model).toMatchObject({ kind: 'loading', label: 'second' });
    finish[1]?.(MODEL_STATUS);
    await second;
    expect(store.getState().model.kind).toBe('ready');
  });

  it('is back without a model after a cancel', async () => {
    const { store, actions } = start(undefined, { load: (_location, _options, call) => untilAborted(call?.signal) });
    const load = actions.loadModel({ label: 'x', location: LOCATION });
    actions.cancelLoad();
    await load;
    expect(store.getState().model.kind).toBe('none');
  });
});
