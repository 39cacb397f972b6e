import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** Starts the page's first script; `started` are the workers that there are, each as a target of its events. */
async function startPage({ isIsolated = true, search = '' } = {}) {
  const started: EventTarget[] = [];
  class FakeWorker extends EventTarget {
    constructor() {
      super();
      started.push(this);
    }
  }
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('crossOriginIsolated', isIsolated);
  vi.stubGlobal('location', { search });
  const { takeScorer } = await import('./startScorer.ts');
  return { started, takeScorer };
}

beforeEach(() => void vi.resetModules());
afterEach(() => void vi.unstubAllGlobals());

it('starts the worker at once, and hands it out once', async () => {
  const { started, takeScorer } = await startPage();
  expect(started).toHaveLength(1);
  expect(takeScorer().endpoint).toBe(started[0]);
  expect(takeScorer().endpoint).toBe(started[1]);
});

it('hands out no worker that has failed by then', async () => {
  const { started, takeScorer } = await startPage();
  started[0]?.dispatchEvent(new Event('error'));
  expect(takeScorer().endpoint).toBe(started[1]);
});

it('starts it for a model of the address too', async () => {
  const { started } = await startPage({ search: '?model=https://example.com/nano/' });
  expect(started).toHaveLength(1);
});

it.each([
  ['is to be reloaded', { isIsolated: false }],
  ['is to start without a model', { search: '?device=wasm&model=' }],
])('starts none before it is asked for where the page %s', async (_, page) => {
  const { started, takeScorer } = await startPage(page);
  expect(started).toHaveLength(0);
  expect(takeScorer().endpoint).toBe(started[0]);
});
