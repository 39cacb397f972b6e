import { EditRewardError } from '../../core/errors.ts';

/** This browser has no canvas for the page, or it does not give back what was drawn on it. */
export class CanvasChangedError extends EditRewardError {
  override readonly name = 'CanvasChangedError';

  constructor() {
    super(
      'This browser does not let pages draw pictures, or changes what they draw, as a protection against fingerprinting. Save ' +
        'the comparison as a web page instead, or allow this site to read canvases.',
    );
  }
}

/** Slight noise, which some browsers add, is not seen; with strict protection all is white, or noise. */
const MAX_DIFFERENCE = 8;
const SIDE = 4;
const COLOURS: readonly (readonly [number, number, number])[] = [
  [200, 40, 90],
  [20, 160, 60],
];

/** Whether canvases give back what is drawn on them, but for what nobody sees. */
export function areCanvasesTrue(): boolean {
  if (!('OffscreenCanvas' in globalThis && 'createImageBitmap' in globalThis)) return false;
  const context = new OffscreenCanvas(SIDE, SIDE).getContext('2d');
  return context !== null && COLOURS.every((colour) => givesBack(context, colour));
}

function givesBack(context: OffscreenCanvasRenderingContext2D, colour: readonly [number, number, number]): boolean {
  context.fillStyle = `rgb(${colour.join(' ')})`;
  context.fillRect(0, 0, SIDE, SIDE);
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  return data.every((value, index) => Math.abs(value - (colour[index % 4] ?? 255)) <= MAX_DIFFERENCE);
}
