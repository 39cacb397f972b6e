import type { ByteSource } from '../core/bytes/bytes.ts';

/** Requested at a time: few requests for a large file, and little in vain where reading ends. */
const BLOCK_BYTES = 4 * 1024 * 1024;

/** Blocks under way or kept: the one being used and the next ones, which come meanwhile. */
const BLOCKS = 4;

/**
 * A slow source for someone who reads one stretch after another. As soon as a read goes on where the last one ended,
 * the next blocks are fetched before they are asked for. Other reads are fetched as they are asked for.
 */
export function readAhead(source: ByteSource, blockBytes = BLOCK_BYTES): ByteSource {
  const blocks = new Map<number, Promise<Uint8Array>>();
  const blockCount = Math.ceil(source.byteLength / blockBytes);
  let lastEnd: number | undefined;

  function fetchBlock(index: number): Promise<Uint8Array> {
    const known = blocks.get(index);
    if (known) return known;
    const start = index * blockBytes;
    const block = source.slice(start, Math.min(start + blockBytes, source.byteLength));
    blocks.set(index, block);
    // A failure is told to whoever asks for the block; the next one who does tries anew.
    block.catch(() => blocks.delete(index));
    return block;
  }

  /** Keeps `first` and the blocks after it, and starts them. */
  function moveTo(first: number): void {
    for (const index of blocks.keys()) if (index < first || index >= first + BLOCKS) blocks.delete(index);
    for (let index = first; index < Math.min(first + BLOCKS, blockCount); index++) void fetchBlock(index);
  }

  async function sliceBlocks(start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(end - start);
    for (let at = start; at < end;) {
      const index = Math.floor(at / blockBytes);
      moveTo(index);
      const block = await fetchBlock(index);
      const from = at - index * blockBytes;
      const part = block.subarray(from, Math.min(block.byteLength, from + end - at));
      bytes.set(part, at - start);
      at += part.byteLength;
    }
    return bytes;
  }

  return {
    ...source,
    slice(start, end) {
      const goesOn = start === lastEnd;
      lastEnd = end;
      return goesOn ? sliceBlocks(start, end) : source.slice(start, end);
    },
  };
}
