import { readSteadily } from '../../packages/readSteadily.ts';

/**
 * A Blob whose pieces are streamed from one reading of the whole piece.
 *
 * onnxruntime takes tensors with `slice().stream()` and holds nothing else while it waits. Chromium (seen in 156) then
 * collects the stream as garbage before the bytes are there, and the load waits for ever. With a 7B that happened
 * nearly every time. The browser holds a pending `arrayBuffer()`. A piece is one tensor, so little is in memory.
 */
export class SteadyBlob extends Blob {
  readonly #blob: Blob;

  constructor(blob: Blob) {
    super([blob]);
    this.#blob = blob;
  }

  override slice(start?: number, end?: number, type?: string): Blob {
    return new SteadyBlob(this.#blob.slice(start, end, type));
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const blob = this.#blob;
    return new ReadableStream({
      type: 'bytes',
      async start(controller) {
        const bytes = new Uint8Array(await readSteadily(() => blob.arrayBuffer()));
        if (bytes.byteLength > 0) controller.enqueue(bytes);
        controller.close();
        controller.byobRequest?.respond(0);
      },
    });
  }
}
