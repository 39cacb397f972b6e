import { describe, expect, it } from 'vitest';
import { bytesSource, holdShort, type ByteSource } from './bytes.ts';

/** Three bytes that count how often they are read. */
function countedSource(): { source: ByteSource; readings: () => number } {
  const bytes = bytesSource('a.bin', Uint8Array.of(1, 2, 3));
  let readings = 0;
  const source: ByteSource = {
    ...bytes,
    slice(start, end) {
      readings++;
      return bytes.slice(start, end);
    },
  };
  return { source, readings: () => readings };
}

describe('holdShort', () => {
  it('reads a short source once, however often it is asked', async () => {
    const { source, readings } = countedSource();
    const held = await holdShort(source, 3);
    expect(held).toMatchObject({ name: 'a.bin', byteLength: 3 });
    expect(await held.slice(1, 3)).toEqual(Uint8Array.of(2, 3));
    expect(await held.slice(0, 1)).toEqual(Uint8Array.of(1));
    expect(readings()).toBe(1);
  });

  it('leaves a longer one where it is', async () => {
    const { source, readings } = countedSource();
    expect(await holdShort(source, 2)).toBe(source);
    expect(readings()).toBe(0);
  });
});
