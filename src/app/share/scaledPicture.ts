import type { ImageOrientation } from '../../core/score/scoreRequest.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size within a square of `side`, in whole pixels; a smaller picture keeps its own. */
export function sizeWithin(side: number, { width, height }: Size): Size {
  const scale = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Where the picture stands in the frame, whole and centred. */
export function fitInto(frame: Size, { width, height }: Size): Size & { readonly x: number; readonly y: number } {
  const scale = Math.min(frame.width / width, frame.height / height);
  const fitted = { width: width * scale, height: height * scale };
  return { ...fitted, x: (frame.width - fitted.width) / 2, y: (frame.height - fitted.height) / 2 };
}

/** As it is scored; undefined where the browser cannot show it. */
export function bitmapOf(blob: Blob, orientation: ImageOrientation): Promise<ImageBitmap | undefined> {
  const imageOrientation = orientation === 'official' ? 'none' : 'from-image';
  return createImageBitmap(blob, { imageOrientation }).catch(() => undefined);
}

/** A screen shows no more of one picture among others, and a photograph has 200 KB then. */
const EMBEDDED_SIDE = 1024;
/** At this quality one sees no difference at that size. */
const QUALITY = 0.88;

/** A smaller copy as a data URL; undefined where the browser cannot show the picture. */
export async function scaledDataUrl(blob: Blob, orientation: ImageOrientation): Promise<string | undefined> {
  const bitmap = await bitmapOf(blob, orientation);
  if (!bitmap) return undefined;
  const { width, height } = sizeWithin(EMBEDDED_SIDE, bitmap);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return dataUrlOf(await canvas.convertToBlob({ type: await copyType(blob), quality: QUALITY }));
}

/** WebP keeps transparency; a browser that writes none would make a large PNG of a photograph. */
async function copyType(blob: Blob): Promise<string> {
  const start = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  return start[0] === 0xff && start[1] === 0xd8 ? 'image/jpeg' : 'image/webp';
}

/** The bytes themselves, for an `<img>`. */
export function dataUrlOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('It could not be read.')));
    reader.readAsDataURL(blob);
  });
}
