import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ScorerClient } from '../../client/scorerClient.ts';
import { AbortError, EditRewardError } from '../../core/errors.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import { createModelActions } from '../model/modelActions.ts';
import { LOCATION, MODEL_STATUS } from '../model/modelSamples.ts';
import { reduceModel } from '../model/modelState.ts';
import { createStore } from '../ui/store.ts';
import { createStageRoom } from './stageRoom.ts';
import { EXAMPLE, FAILED, initialView, readyState, scored } from './stageSamples.ts';
import type { StageView } from './stageState.ts';

const unused = () => Promise.reject(new Error('not expected'));

type Client = Pick<ScorerClient, 'load' | 'score'>;

/** A page as `view` has it; `store` reads the stage and the model. */
function start(view: StageView = initialView, { load = unused, score = unused }: Partial<Client> = {}) {
  const { model, loadProgress, task, scoreWhenReady } = view;
  const modelStore = createStore(reduceModel, { model, loadProgress, task, scoreWhenReady });
  const stage = createStageRoom(modelStore, { score }, view);
  return {
    store: stage.view,
    actions: stage.actions,
    model: createModelActions(modelStore, { load, setTaste: unused }),
  };
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
    const { store, actions, model } = start(undefined, { load, score });
    const loading = model.load({ label: 'x', location: LOCATION });
    await actions.tryExample(EXAMPLE);
    expect(store.getState()).toMatchObject({ scoreWhenReady: true, instruction: EXAMPLE.instruction });
    expect(score).not.toHaveBeenCalled();
    finish[0]?.(MODEL_STATUS);
    await loading;
    await expect.poll(() => score.mock.calls).toHaveLength(1);
    expect(score.mock.calls[0]?.[0]).toMatchObject({
      source: { name: 'source.png' },
      candidates: [{ name: 'done.png' }, { name: 'wrong.png' }],
    });
    await expect.poll(store.getState).toMatchObject({ scoreWhenReady: false, run: undefined });
  });

  it('waits no longer for a model that was cancelled', async () => {
    answerWith(200);
    const { store, actions, model } = start(undefined, {
      load: (_location, _options, call) => untilAborted(call?.signal),
    });
    const loading = model.load({ label: 'x', location: LOCATION });
    await actions.tryExample(EXAMPLE);
    model.cancelLoad();
    await loading;
    expect(store.getState().scoreWhenReady).toBe(false);
  });

  it('that was cleared away is not scored when the model is ready', async () => {
    answerWith(200);
    const finish: ((status: ModelStatus) => void)[] = [];
    const load = () => new Promise<ModelStatus>((resolve) => finish.push(resolve));
    const { store, actions, model } = start(undefined, { load });
    const loading = model.load({ label: 'x', location: LOCATION });
    await actions.tryExample(EXAMPLE);
    actions.clear();
    expect(store.getState()).toMatchObject({ scoreWhenReady: false, source: undefined, instruction: '' });
    finish[0]?.(MODEL_STATUS);
    await loading;
    expect(store.getState()).toMatchObject({ model: { kind: 'ready' }, run: undefined, runError: undefined });
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

describe('another model', () => {
  it('ends a scoring under way, without a word of failure', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const { store, actions, model } = start(readyState(1), {
      load: async () => MODEL_STATUS,
      score(_request, call) {
        signals.push(call?.signal);
        return untilAborted(call?.signal);
      },
    });
    const run = actions.score();
    await expect.poll(() => signals.map((signal) => signal?.aborted)).toEqual([false]);
    const loading = model.load({ label: 'x', location: LOCATION });
    expect(signals[0]?.aborted).toBe(true);
    await run;
    await loading;
    expect(store.getState()).toMatchObject({ model: { kind: 'ready' }, run: undefined, runError: undefined });
  });
});
