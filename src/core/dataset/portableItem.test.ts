import { describe, expect, it } from 'vitest';
import type { DatasetItem } from './datasetItem.ts';
import { fromPortable, toPortable } from './portableItem.ts';

const bytes = (name: string) => new TextEncoder().encode(name);

const item: DatasetItem = {
  line: 3,
  instruction: 'Paint it',
  source: { kind: 'embedded', name: 'source of row 3', read: async () => bytes('source of row 3') },
  candidates: [
    { image: { kind: 'file', name: 'a.png' }, model: 'A', humanScore: undefined },
    { image: { kind: 'embedded', name: 'b', read: async () => bytes('b') }, model: undefined, humanScore: 2 },
  ],
  ranks: [1, 2],
};

describe('a portable item', () => {
  it('survives structured cloning and comes back whole', async () => {
    const back = fromPortable(structuredClone(toPortable(item)), async (name) => bytes(name));
    expect(toPortable(back)).toEqual(toPortable(item));
    if (back.source?.kind !== 'embedded') throw new Error('The source is no longer embedded.');
    expect(await back.source.read()).toEqual(bytes('source of row 3'));
    expect(back.candidates[0]?.image).toEqual({ kind: 'file', name: 'a.png' });
  });

  it('may have no source, and keeps what else a pair of text-to-image says', async () => {
    const { source: _, ...others } = item;
    const pair: DatasetItem = { ...others, confidence: null, votes: [3, 1], folder: 'cats' };
    const portable = structuredClone(toPortable(pair));
    expect(portable).toMatchObject({ confidence: null, votes: [3, 1], folder: 'cats' });
    expect('source' in portable).toBe(false);
    expect('source' in fromPortable(portable, async (name) => bytes(name))).toBe(false);
  });
});
