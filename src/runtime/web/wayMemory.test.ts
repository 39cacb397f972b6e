import { afterEach, describe, expect, it, vi } from 'vitest';
import { stubCaches } from '../../testing/fakeGpu.ts';
import { wayMemory } from './wayMemory.ts';

afterEach(() => vi.unstubAllGlobals());

const FUSED = { features: ['subgroups'], variant: 'webgpu' } as const;
const STANDARD = { features: [], variant: 'cpu' } as const;

describe('wayMemory', () => {
  it('keeps features and graphs by adapter and model', async () => {
    stubCaches();
    await wayMemory.remember('a GPU/1', 'aa', FUSED);
    await wayMemory.remember('a GPU/1', 'bb', STANDARD);
    expect(await wayMemory.recall('a GPU/1', 'aa')).toEqual(FUSED);
    expect(await wayMemory.recall('a GPU/1', 'bb')).toEqual(STANDARD);
    expect(await wayMemory.recall('a GPU/2', 'aa')).toBeUndefined();
  });

  it('reads what earlier versions kept: features, always of fused graphs', async () => {
    const entries = stubCaches();
    entries.set('https://webgpu-features.invalid/aa/a%20GPU%2F1', Response.json(['subgroups']));
    expect(await wayMemory.recall('a GPU/1', 'aa')).toEqual(FUSED);
  });

  it('forgets what is damaged', async () => {
    const entries = stubCaches();
    await wayMemory.remember('a GPU', 'aa', FUSED);
    for (const address of entries.keys()) entries.set(address, new Response('{"not": "a way"}'));
    expect(await wayMemory.recall('a GPU', 'aa')).toBeUndefined();
  });

  it('does without where nothing can be kept', async () => {
    stubCaches({ isFull: true });
    await wayMemory.remember('a GPU', 'aa', FUSED);
    expect(await wayMemory.recall('a GPU', 'aa')).toBeUndefined();
    vi.stubGlobal('caches', { open: async () => ({ match: () => Promise.reject(new DOMException('damaged')) }) });
    expect(await wayMemory.recall('a GPU', 'aa')).toBeUndefined();
    vi.stubGlobal('caches', undefined);
    await wayMemory.remember('a GPU', 'aa', FUSED);
    expect(await wayMemory.recall('a GPU', 'aa')).toBeUndefined();
  });
});
