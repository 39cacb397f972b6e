import { describe, expect, it } from 'vitest';
import { SteadyBlob } from './steadyBlob.ts';

const bytes = Uint8Array.from({ length: 100 }, (_, index) => index);
const blob = new SteadyBlob(new Blob([bytes]));

async function readAll(piece: Blob): Promise<Uint8Array> {
  return new Uint8Array(await new Response(piece.stream()).arrayBuffer());
}

/** As onnxruntime does: into one buffer of its own, again and again. */
async function readInto(piece: Blob, bufferLength: number): Promise<number[]> {
  const reader = (piece.stream() as ReadableStream<Uint8Array<ArrayBuffer>>).getReader({ mode: 'byob' });
  const read: number[] = [];
  let buffer = new ArrayBuffer(bufferLength);
  for (;;) {
    const { done, value } = await reader.read(new Uint8Array(buffer));
    if (value) {
      read.push(...value);
      buffer = value.buffer;
    }
    if (done) return read;
  }
}

describe('a steady blob', () => {
  it('has the bytes of the blob, and so have its pieces', async () => {
    expect(blob.size).toBe(100);
    expect(await readAll(blob)).toEqual(bytes);
    expect(await readAll(blob.slice(10, 90).slice(5, 20))).toEqual(bytes.slice(15, 30));
  });

  it.each([7, 20, 64])('is read into buffers of %i bytes', async (bufferLength) => {
    expect(await readInto(blob.slice(30, 50), bufferLength)).toEqual(Array.from(bytes.subarray(30, 50)));
  });

  it('ends at once when it is empty', async () => {
    expect(await readInto(blob.slice(5, 5), 8)).toEqual([]);
    expect(await readAll(blob.slice(5, 5))).toEqual(new Uint8Array());
  });
});
