import { messageOf } from '../src/core/errors.ts';
import type { ImageOrientation } from '../src/core/image/decodedImage.ts';
import { decodeImage } from '../src/runtime/image/decodeImage.ts';

/** How a browser may be: `changes` some pixels that are read back, of small pictures or of large ones alone. */
export type BrowserKind = 'whole' | 'without WebCodecs' | 'without a canvas' | 'changes small' | 'changes large';

/** What `decodeImage.test.ts` asks its worker. */
export interface DecodeRequest {
  readonly blob: Blob;
  readonly name: string;
  readonly orientation: ImageOrientation;
  readonly kind: BrowserKind;
}

/** What it answers. */
export type DecodeAnswer =
  | { readonly width: number; readonly height: number; readonly turned: boolean; readonly rgb: Blob }
  | { readonly errorName: string; readonly message: string };

/** More pixels than a small picture has. */
const SMALL = 10_000;

/** Each worker is asked once. */
function become(kind: BrowserKind): void {
  if (kind !== 'whole') Reflect.deleteProperty(globalThis, 'VideoDecoder');
  if (kind === 'without a canvas') Reflect.deleteProperty(globalThis, 'OffscreenCanvas');
  if (kind === 'changes small') changePixels((pixels) => pixels <= SMALL);
  if (kind === 'changes large') changePixels((pixels) => pixels > SMALL);
}

/** As protections against fingerprinting do: the lowest bit of one sample. */
function changePixels(isMeant: (pixels: number) => boolean): void {
  const { prototype } = OffscreenCanvasRenderingContext2D;
  prototype.getImageData = new Proxy(prototype.getImageData, {
    apply(target, context, parameters) {
      const read: ImageData = Reflect.apply(target, context, parameters);
      if (isMeant(read.width * read.height)) read.data[0] = (read.data[0] ?? 0) ^ 1;
      return read;
    },
  });
}

async function answer({ blob, name, orientation, kind }: DecodeRequest): Promise<DecodeAnswer> {
  become(kind);
  try {
    const { image, turned } = await decodeImage(blob, name, orientation);
    return { width: image.width, height: image.height, turned, rgb: new Blob([image.data]) };
  } catch (error) {
    return { errorName: error instanceof Error ? error.name : '', message: messageOf(error) };
  }
}

addEventListener('message', (event: MessageEvent<DecodeRequest>) => {
  void answer(event.data).then((result) => postMessage(result));
});
