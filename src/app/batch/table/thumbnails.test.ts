import { describe, expect, it } from 'vitest';
import { createThumbnails } from './thumbnails.ts';

const image = (name: string) => ({ kind: 'file', name }) as const;

/** Decodes when told to, and notes which were decoded and which closed. */
function start(capacity?: number) {
  const decoded: string[] = [];
  const closed: string[] = [];
  const gates: (() => void)[] = [];
  const thumbnails = createThumbnails(async ({ name }) => {
    decoded.push(name);
    await new Promise<void>((resolve) => gates.push(resolve));
    if (name === 'bad') throw new Error('unreadable');
    return { width: 1, height: 1, name, close: () => closed.push(name) };
  }, capacity);
  const load = (name: string, signal = new AbortController().signal) => thumbnails.load(image(name), signal);
  const open = async () => {
    while (gates.length > 0) {
      gates.splice(0).forEach((gate) => gate());
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  return { thumbnails, decoded, closed, load, open };
}

describe('thumbnails', () => {
  it('decode a few at once, those asked for last first, and not what is out of sight', async () => {
    const { decoded, load, open } = start();
    const left = new AbortController();
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const all = Promise.allSettled(names.map((name) => load(name, name === 'e' ? left.signal : undefined)));
    left.abort();
    await open();
    const settled = await all;
    expect(decoded).toEqual(['a', 'b', 'c', 'f', 'd']);
    const rejected = names.filter((_, index) => settled[index]?.status === 'rejected');
    expect(rejected).toEqual(['e']);
  });

  it('keep those seen last, and release the others', async () => {
    const { thumbnails, decoded, closed, load, open } = start(2);
    for (const name of ['a', 'b']) {
      const loading = load(name);
      await open();
      await loading;
    }
    expect(thumbnails.get('a')).toMatchObject({ name: 'a' });
    const loading = load('c');
    await open();
    await loading;
    expect(closed).toEqual(['b']);
    expect(thumbnails.get('b')).toBeUndefined();
    await load('a');
    expect(decoded).toEqual(['a', 'b', 'c']);
    thumbnails.clear();
    expect(closed).toEqual(['b', 'c', 'a']);
  });

  it('say what cannot be read, and go on', async () => {
    const { load, open } = start();
    const [bad, good] = [load('bad'), load('good')];
    bad.catch(() => undefined);
    await open();
    await expect(bad).rejects.toThrow('unreadable');
    expect(await good).toMatchObject({ name: 'good' });
  });
});
