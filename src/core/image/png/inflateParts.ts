import type { InflatedSink } from './inflatedSink.ts';
import { inflateToTheEnd } from './inflateToTheEnd.ts';

/** More than that after a complete picture is not looked at, nor is the checksum behind it. */
const MAX_EXCESS_LENGTH = 1_000_000;
/** Chromium inflates whatever it is given before it is read: at most a thousandfold, some 17 MB of this. */
const MAX_WRITE_LENGTH = 16_384;

/**
 * Inflates a zlib stream that comes in parts. The platform does it first. If it finds a fault, it may keep back the
 * bytes before it. So our own, slower way then reads the stream again and stops at the fault. Returns whether the
 * stream ended as it should, or the sink was complete before. Throws what the sink throws.
 */
export async function inflateParts(parts: readonly Uint8Array<ArrayBuffer>[], sink: InflatedSink): Promise<boolean> {
  if (await inflateNatively(parts, sink)) return true;
  sink.restart();
  return inflateToTheEnd(parts, sink);
}

/** Whether the stream ended without a fault, checksum included. */
async function inflateNatively(parts: readonly Uint8Array<ArrayBuffer>[], sink: InflatedSink): Promise<boolean> {
  const stream = new DecompressionStream('deflate');
  const fed = feed(stream.writable.getWriter(), parts);
  const reader = stream.readable.getReader();
  let excess = 0;
  try {
    while (excess < MAX_EXCESS_LENGTH) {
      const answer = await reader.read().catch(() => undefined);
      if (answer === undefined) return false;
      if (answer.done) return true;
      if (sink.isComplete) excess += answer.value.length;
      else sink.push(answer.value);
    }
    return true;
  } finally {
    await reader.cancel().catch(() => {});
    await fed;
  }
}

/** Never fails: what breaks the stream is told to its reader. */
async function feed(
  writer: WritableStreamDefaultWriter<BufferSource>,
  parts: readonly Uint8Array<ArrayBuffer>[],
): Promise<void> {
  try {
    for (const part of parts) {
      for (let at = 0; at < part.length; at += MAX_WRITE_LENGTH) {
        await writer.write(part.subarray(at, at + MAX_WRITE_LENGTH));
      }
    }
    await writer.close();
  } catch {
    // The reader has it.
  }
}
