import { describe, expect, it } from 'vitest';
import { drawBytes } from '../testing/testPackage.ts';
import { readAhead } from './readAhead.ts';

const BYTES = drawBytes(100, 1);

function start() {
  const asked: number[] = [];
  const failing = new Set<number>();
  const source = readAhead(
    {
      name: 'weights',
      byteLength: BYTES.byteLength,
      async slice(from, to) {
        asked.push(from);
        if (failing.has(from)) throw new Error(`no ${from}`);
        return BYTES.slice(from, to);
      },
    },
    16,
  );
  return { source, asked, failing };
}

describe('readAhead', () => {
  it('gives the same bytes, wherever they are', async () => {
    const { source } = start();
    for (const [from, to] of [
      [0, 100],
      [0, 0],
      [15, 17],
      [96, 100],
      [3, 4],
      [40, 90],
      [90, 100],
    ] as const) {
      expect(await source.slice(from, to)).toEqual(BYTES.slice(from, to));
    }
  });

  it('fetches what is read here and there as it is asked for', async () => {
    const { source, asked } = start();
    await source.slice(50, 60);
    await source.slice(0, 5);
    expect(asked).toEqual([50, 0]);
  });

  it('asks for each block once when read forwards, three blocks ahead', async () => {
    const { source, asked } = start();
    await source.slice(0, 5);
    await source.slice(5, 10);
    expect(asked).toEqual([0, 0, 16, 32, 48]);
    for (let at = 10; at < 100; at += 5) await source.slice(at, at + 5);
    expect(asked).toEqual([0, 0, 16, 32, 48, 64, 80, 96]);
  });

  it('tells a failure to whoever needs the block, and tries it anew', async () => {
    const { source, failing } = start();
    failing.add(32);
    await source.slice(0, 10);
    expect(await source.slice(10, 20)).toEqual(BYTES.slice(10, 20));
    await expect(source.slice(20, 40)).rejects.toThrow('no 32');
    failing.clear();
    expect(await source.slice(40, 50)).toEqual(BYTES.slice(40, 50));
  });
});
