import { messageOf } from '../src/core/errors.ts';
import type { ImageOrientation } from '../src/core/image/decodedImage.ts';
import { decodeImage } from '../src/runtime/image/decodeImage.ts';

/** What `decodeImage.test.ts` asks its worker. */
export interface DecodeRequest {
  readonly blob: Blob;
  readonly name: string;
  readonly orientation: ImageOrientation;
  /** Behave as a browser without it. */
  readonly missing: 'WebGL' | 'WebCodecs' | undefined;
}

/** What it answers. */
export type DecodeAnswer =
  | { readonly width: number; readonly height: number; readonly turned: boolean; readonly rgb: Blob }
  | { readonly errorName: string; readonly message: string };

const getContext = OffscreenCanvas.prototype.getContext;

function hideWebgl(): void {
  OffscreenCanvas.prototype.getContext = new Proxy(getContext, {
    apply: (target, canvas, parameters) =>
      parameters[0] === 'webgl2' ? null : Reflect.apply(target, canvas, parameters),
  });
}

const videoDecoder = Object.getOwnPropertyDescriptor(globalThis, 'VideoDecoder');

function hideWebcodecs(): void {
  Reflect.deleteProperty(globalThis, 'VideoDecoder');
}

function showAll(): void {
  OffscreenCanvas.prototype.getContext = getContext;
  if (videoDecoder !== undefined) Object.defineProperty(globalThis, 'VideoDecoder', videoDecoder);
}

async function answer({ blob, name, orientation, missing }: DecodeRequest): Promise<DecodeAnswer> {
  if (missing === 'WebGL') hideWebgl();
  if (missing === 'WebCodecs') hideWebcodecs();
  try {
    const { image, turned } = await decodeImage(blob, name, orientation);
    return { width: image.width, height: image.height, turned, rgb: new Blob([image.data]) };
  } catch (error) {
    return { errorName: error instanceof Error ? error.name : '', message: messageOf(error) };
  } finally {
    showAll();
  }
}

addEventListener('message', (event: MessageEvent<DecodeRequest>) => {
  void answer(event.data).then((result) => postMessage(result));
});
