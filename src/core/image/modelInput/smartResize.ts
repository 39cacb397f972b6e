import { EditRewardError } from '../../errors.ts';

/** Sizes in pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** What bounds a resized image. The official model takes factor 28 and 200704 for both budgets. */
export interface ResizeLimits {
  /** Both sides become multiples of this: patch size times merge size. */
  readonly factor: number;
  readonly minPixels: number;
  readonly maxPixels: number;
  /** What a side is rounded to at least, while the area decides nothing yet: `factor` or 0. */
  readonly leastRounded: number;
}

/** The official limit: beyond it a picture leaves too few patches across its short side. */
export const MAX_ASPECT_RATIO = 200;

/** One side is more than {@link MAX_ASPECT_RATIO} times the other. */
export class AspectRatioError extends EditRewardError {
  override readonly name = 'AspectRatioError';
}

/**
 * The size to which an image is resized before it becomes patches (`smart_resize` of Qwen's image processor). Both
 * sides are multiples of `factor`. The area is inside the pixel budget, and the aspect ratio stays, both as nearly as
 * rounding allows.
 *
 * `file` names the image for the message of {@link AspectRatioError}.
 */
export function smartResize(size: ImageSize, limits: ResizeLimits, file: string): ImageSize {
  const { width, height } = size;
  refuseExtremeAspectRatio(size, file);
  const { factor, minPixels, maxPixels, leastRounded } = limits;
  const rounded = {
    width: Math.max(leastRounded, roundHalfToEven(width / factor) * factor),
    height: Math.max(leastRounded, roundHalfToEven(height / factor) * factor),
  };
  const area = rounded.width * rounded.height;
  if (area > maxPixels) {
    const shrink = Math.sqrt((height * width) / maxPixels);
    // The order of the divisions is the official one: it decides on which side of a multiple the quotient falls.
    const floor = (side: number) => Math.max(factor, Math.floor(side / shrink / factor) * factor);
    return { width: floor(width), height: floor(height) };
  }
  if (area < minPixels) {
    const grow = Math.sqrt(minPixels / (height * width));
    const ceil = (side: number) => Math.ceil((side * grow) / factor) * factor;
    return { width: ceil(width), height: ceil(height) };
  }
  return rounded;
}

function refuseExtremeAspectRatio({ width, height }: ImageSize, file: string): void {
  if (aspectRatio({ width, height }) <= MAX_ASPECT_RATIO) return;
  throw new AspectRatioError(
    `${file} is ${width} × ${height} pixels: one side is more than ${MAX_ASPECT_RATIO} times the other, and the model ` +
      `takes no such picture. Crop it to a less extreme shape.`,
    { file },
  );
}

/** Refuses a picture that is too long only once it has the model's `size`. Throws {@link AspectRatioError}. */
export function refuseExtremeResized({ width, height }: ImageSize, size: ImageSize, file: string): void {
  if (aspectRatio(size) <= MAX_ASPECT_RATIO) return;
  throw new AspectRatioError(
    `${file} is ${width} × ${height} pixels. Resized for the model it has ${size.width} × ${size.height}: one side is more ` +
      `than ${MAX_ASPECT_RATIO} times the other, and the model takes no such picture. Crop it to a less extreme shape.`,
    { file },
  );
}

function aspectRatio({ width, height }: ImageSize): number {
  return Math.max(width, height) / Math.min(width, height);
}

/** Rounds as Python does: a tie goes to the even neighbour. */
function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
