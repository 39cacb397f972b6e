/**
 * The chunks of a stream, in every browser: WebKit's streams cannot be iterated. Whoever stops early ends the stream, and
 * with it the download behind it. Throws what the stream fails with.
 */
export async function* readStream<Chunk>(stream: ReadableStream<Chunk>): AsyncGenerator<Chunk, void> {
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    // Nothing happens at its end; a stream that failed rejects once more with the same.
    void reader.cancel().catch(() => undefined);
    reader.releaseLock();
  }
}
