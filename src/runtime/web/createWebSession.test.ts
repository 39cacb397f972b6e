import type { InferenceSession as WebSession } from 'onnxruntime-web';
import { describe, expect, it, vi } from 'vitest';
import type { SessionReader } from '../model/session.ts';
import { createWebSession } from './createWebSession.ts';
import type { WebOnnxruntime } from './onnxruntime.ts';
import { SteadyBlob } from './steadyBlob.ts';

const SHORT = Uint8Array.of(1, 2, 3);
const LONG_BYTES = 8_000_001;

/** What onnxruntime is given for a session: the weights, and how far to optimise; and which files were read before. */
async function createWith(
  takesBlobs: boolean,
  blobs: Readonly<Record<string, Blob>>,
  provider: 'wasm' | 'webgpu' = 'wasm',
) {
  const given: unknown[] = [];
  const levels: unknown[] = [];
  const read: string[] = [];
  const ort = {
    InferenceSession: {
      async create(_graph: Uint8Array, { externalData = [], graphOptimizationLevel }: WebSession.SessionOptions) {
        given.push(...externalData.map((file) => (typeof file === 'object' && 'data' in file ? file.data : file)));
        levels.push(graphOptimizationLevel);
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
  await createWebSession(runtime, files, reader, provider, 'cpu');
  return { given, read, levels };
}

describe('createWebSession', () => {
  it('hands short weights over whole, and long ones to be read tensor by tensor', async () => {
    const blobs = { 'short.data': new Blob([SHORT]), 'long.data': new Blob([new Uint8Array(LONG_BYTES)]) };
    const { given } = await createWith(true, blobs);
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
    await createWith(true, { 'short.data': new CountedBlob([SHORT]) });
    expect(counted).toEqual([3]);
  });

  it('reads short weights again that a browser would not let be read for a moment', async () => {
    const blob = new Blob([SHORT]);
    const read = vi.fn(() => new Blob([SHORT]).arrayBuffer());
    read.mockRejectedValueOnce(new DOMException('The page is being left.', 'NotReadableError'));
    blob.slice = () => Object.assign(new Blob([SHORT]), { arrayBuffer: read });
    const { given } = await createWith(true, { 'short.data': blob });
    expect(given).toEqual([SHORT]);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('has graphs optimised for the GPU alone', async () => {
    expect((await createWith(true, {}, 'wasm')).levels).toEqual(['disabled']);
    expect((await createWith(true, {}, 'webgpu')).levels).toEqual(['all']);
  });

  it('reads all of them where onnxruntime takes no Blobs', async () => {
    const { given, read } = await createWith(false, { 'short.data': new Blob([]) });
    expect(given).toEqual([SHORT]);
    expect(read).toEqual(['short.data', 'a.onnx']);
  });
});
