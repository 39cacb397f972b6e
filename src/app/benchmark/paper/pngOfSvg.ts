import { EditRewardError } from '../../../core/errors.ts';
import { withPngText } from '../../../core/image/png/pngText.ts';
import type { Provenance } from '../../../evaluation/report/provenance.ts';

/** The browser does not draw a plot as a picture. */
export class PlotPictureError extends EditRewardError {
  override readonly name = 'PlotPictureError';
}

/** Three pixels for each of the plot: sharp in print at its size there. */
const SCALE = 3;

/** Draws an SVG as PNG, with what it is made of as its description. Throws {@link PlotPictureError}. */
export async function pngOfSvg(svg: Blob, provenance: Provenance): Promise<Blob> {
  const url = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const png = await drawn(image);
    const bytes = new Uint8Array(await png.arrayBuffer());
    return new Blob([withPngText(bytes, 'Description', provenance.join('\n'))], { type: 'image/png' });
  } catch (cause) {
    if (cause instanceof EditRewardError) throw cause;
    throw notDrawn(cause);
  } finally {
    URL.revokeObjectURL(url);
  }
}

function drawn(image: HTMLImageElement): Promise<Blob> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [SCALE * image.naturalWidth, SCALE * image.naturalHeight];
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(notDrawn())), 'image/png');
  });
}

function notDrawn(cause?: unknown): PlotPictureError {
  return new PlotPictureError('This browser does not draw the plot as a picture. Save it as SVG.', { cause });
}
