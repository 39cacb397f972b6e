import { describe, expect, it } from 'vitest';
import { readStream } from './readStream.ts';

/** As WebKit has it: without a way to iterate. */
function streamOf(chunks: readonly string[], end: 'closes' | 'fails' = 'closes') {
  const left = [...chunks];
  const cancelled: unknown[] = [];
  const stream = new ReadableStream<string>({
    pull(controller) {
      const chunk = left.shift();
      if (chunk !== undefined) controller.enqueue(chunk);
      else if (end === 'closes') controller.close();
      else controller.error(new TypeError('the connection broke'));
    },
    cancel: (reason) => void cancelled.push(reason),
  });
  Object.defineProperties(stream, { [Symbol.asyncIterator]: { value: undefined }, values: { value: undefined } });
  return { stream, cancelled };
}

async function collect(chunks: AsyncIterable<string>, most = Infinity): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const chunk of chunks) {
    all.push(chunk);
    if (all.length === most) break;
  }
  return all;
}

describe('readStream', () => {
  it('gives all chunks in order, and lets go of the stream', async () => {
    const { stream, cancelled } = streamOf(['a', 'b', 'c']);
    expect(await collect(readStream(stream))).toEqual(['a', 'b', 'c']);
    expect({ locked: stream.locked, cancelled }).toEqual({ locked: false, cancelled: [] });
  });

  it('ends a stream that is not read to its end', async () => {
    const { stream, cancelled } = streamOf(['a', 'b', 'c']);
    expect(await collect(readStream(stream), 1)).toEqual(['a']);
    expect(cancelled).toHaveLength(1);
  });

  it('fails as the stream does, after what came before', async () => {
    const came: string[] = [];
    const read = async () => {
      for await (const chunk of readStream(streamOf(['a'], 'fails').stream)) came.push(chunk);
    };
    await expect(read()).rejects.toThrow('the connection broke');
    expect(came).toEqual(['a']);
  });

  it('is the only way: the compiler refuses to iterate a stream', async () => {
    const { stream } = streamOf(['a']);
    const iterate = async () => {
      // @ts-expect-error -- see readableStream.d.ts
      for await (const chunk of stream) expect(chunk).toBe('a');
    };
    await expect(iterate()).rejects.toThrow(TypeError);
  });
});
