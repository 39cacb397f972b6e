import { afterEach, describe, expect, it, vi } from 'vitest';
import { featureMemory } from './featureMemory.ts';

afterEach(() => vi.unstubAllGlobals());

function stubCaches({ full = false } = {}) {
  const entries = new Map<string, Response>();
  const cache = {
    match: async (address: string) => entries.get(address)?.clone(),
    async put(address: string, response: Response) {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      entries.set(address, response);
    },
  };
  vi.stubGlobal('caches', { open: async () => cache });
  return entries;
}

describe('featureMemory', () => {
  it('keeps features by adapter and model', async () => {
    stubCaches();
    await featureMemory.remember('a GPU/1', 'aa', ['subgroups']);
    await featureMemory.remember('a GPU/1', 'bb', []);
    expect(await featureMemory.recall('a GPU/1', 'aa')).toEqual(['subgroups']);
    expect(await featureMemory.recall('a GPU/1', 'bb')).toEqual([]);
    expect(await featureMemory.recall('a GPU/2', 'aa')).toBeUndefined();
  });

  it('forgets what is damaged', async () => {
    const entries = stubCaches();
    await featureMemory.remember('a GPU', 'aa', []);
    for (const address of entries.keys()) entries.set(address, new Response('{"not": "a list"}'));
    expect(await featureMemory.recall('a GPU', 'aa')).toBeUndefined();
  });

  it('does without where nothing can be kept', async () => {
    stubCaches({ full: true });
    await featureMemory.remember('a GPU', 'aa', []);
    expect(await featureMemory.recall('a GPU', 'aa')).toBeUndefined();
    vi.stubGlobal('caches', undefined);
    await featureMemory.remember('a GPU', 'aa', []);
    expect(await featureMemory.recall('a GPU', 'aa')).toBeUndefined();
  });
});
