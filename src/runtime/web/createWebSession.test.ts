import { describe, expect, it } from 'vitest';
import type { SessionReader } from '../session.ts';
import { createWebSession } from './createWebSession.ts';
import type { WebOnnxruntime } from './onnxruntime.ts';
import { SteadyBlob } from './steadyBlob.ts';

const SHORT = Uint8Array.of(1, 2, 3);
const LONG_BYTES = 8_000_001;

/** What onnxruntime is given as the weights of a session, and which bytes of Blobs were taken before. */
async function givenWeights(takesBlobs: boolean, blobs: Readonly<Record<string, Blob>>) {
  const given: unknown[] = [];
  const read: string[] = [];
  const ort = {
    InferenceSession: {
      async create(_graph: Uint8Array, { externalData }: { externalData: readonly { data: unknown }[] }) {
        given.push(...externalData.map(({ data }) => data));
        return { inputNames: [], outputNames: [] };
      },
    },
  };
  const reader: SessionReader = {
    async read(path) {
      read.push(path);
      return SHORT;
    },
    openBlob: async (path) => blobs[path],
    check: async () => undefined,
    probe: async () => undefined,
  };
  const files = { graph: 'a.onnx', externalData: Object.keys(blobs), deviceOutputs: [] };
  const runtime = { ort, wasmThreads: 1, takesBlobs } as unknown as WebOnnxruntime;
  await createWebSession(runtime, files, reader, 'wasm', 'cpu');
  return { given, read };
}

describe('createWebSession', () => {
  it('hands short weights over whole, and long ones to be read tensor by tensor', async () => {
    const blobs = { 'short.data': new Blob([SHORT]), 'long.data': new Blob([new Uint8Array(LONG_BYTES)]) };
    const { given } = await givenWeights(true, blobs);
    expect(given[0]).toEqual(SHORT);
    expect(given[1]).toBeInstanceOf(SteadyBlob);
    expect((given[1] as Blob).size).toBe(LONG_BYTES);
  });

  it('takes short weights in one piece that whoever counts hears of', async () => {
    const counted: number[] = [];
    class CountedBlob extends Blob {
      override slice(start = 0, end = this.size): Blob {
        counted.push(end - start);
        return super.slice(start, end);
      }
    }
    await givenWeights(true, { 'short.data': new CountedBlob([SHORT]) });
    expect(counted).toEqual([3]);
  });

  it('reads all of them where onnxruntime takes no Blobs', async () => {
    const { given, read } = await givenWeights(false, { 'short.data': new Blob([]) });
    expect(given).toEqual([SHORT]);
    expect(read).toEqual(['short.data', 'a.onnx']);
  });
});
