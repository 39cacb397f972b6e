import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MODEL_STATUS } from '../model/modelSamples.ts';
import { createModelRoom } from '../model/modelRoom.ts';
import { builtInModel, type PageStart } from '../model/pageAddress.ts';
import { createStageRoom } from '../score/stageRoom.ts';
import { beginPage } from './beginPage.ts';
import { deferred } from '../../testing/deferred.ts';

const FIRST = builtInModel('https://example.org/nano/');
const OTHER = builtInModel('https://example.org/other/');

beforeEach(() => {
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('fetch', async () => new Response('[]'));
});
afterEach(() => void vi.unstubAllGlobals());

/** A page that waits to know whether it is reloaded; `loaded` are the addresses of models that were asked for. */
function start(first: PageStart['model']) {
  const loaded: unknown[] = [];
  const model = createModelRoom({
    async load(location) {
      loaded.push(location);
      return MODEL_STATUS;
    },
    setTaste: () => Promise.reject(new Error('not expected')),
  });
  const stage = createStageRoom(model.store, { score: () => Promise.reject(new Error('not expected')) });
  const reloading = deferred<boolean>();
  const begun = beginPage({ model, stage }, first, 'https://example.org/examples/', reloading.promise);
  const decide = async (isReloaded: boolean) => {
    reloading.resolve(isReloaded);
    await begun;
  };
  return { loaded, model, decide };
}

describe('a page that begins', () => {
  it('shows its first model as loading at once, and loads it when it is not reloaded', async () => {
    const { loaded, model, decide } = start(FIRST);
    expect(model.store.getState().model).toEqual({ kind: 'loading', ...FIRST });
    expect(loaded).toEqual([]);
    await decide(false);
    expect(loaded).toEqual([FIRST.location]);
  });

  it('loads nothing before a reload, nor without a first model', async () => {
    const reloaded = start(FIRST);
    await reloaded.decide(true);
    const empty = start(undefined);
    await empty.decide(false);
    expect([reloaded.loaded, empty.loaded]).toEqual([[], []]);
  });

  it('does not replace a model that was chosen meanwhile', async () => {
    const { loaded, model, decide } = start(FIRST);
    await model.actions.load(OTHER);
    await decide(false);
    expect(loaded).toEqual([OTHER.location]);
  });

  it('does not load what was cancelled meanwhile', async () => {
    const { loaded, model, decide } = start(FIRST);
    model.actions.cancelLoad();
    await decide(false);
    expect(loaded).toEqual([]);
    expect(model.store.getState().model).toEqual({ kind: 'none' });
  });
});
