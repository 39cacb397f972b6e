import { areCanvasesTrue, CanvasChangedError } from './canvasTrust.ts';
import { bitmapOf, fitInto } from './scaledPicture.ts';
import type { SharedSession } from './sharedSession.ts';
import { type Drawn, FONTS, type Ink, planSheet } from './sheetPlan.ts';

/** Always light: nobody knows what it will stand on. */
const INKS: Readonly<Record<Ink, string>> = {
  ink: '#212121',
  soft: '#595959',
  accent: '#00673f',
  caution: '#7a5200',
  wrong: '#a3261d',
};
const PAPER = '#ffffff';
const CANVAS = '#e9e9e9';

/** The comparison as one PNG. Throws {@link CanvasChangedError}. */
export async function drawSheet(session: SharedSession): Promise<Blob> {
  if (!areCanvasesTrue()) throw new CanvasChangedError();
  const measuring = contextOf(new OffscreenCanvas(1, 1));
  const plan = planSheet(session, (text, font) => {
    measuring.font = FONTS[font].css;
    return measuring.measureText(text).width;
  });
  const canvas = new OffscreenCanvas(plan.width, plan.height);
  const context = contextOf(canvas);
  context.fillStyle = PAPER;
  context.fillRect(0, 0, plan.width, plan.height);
  context.textBaseline = 'top';
  context.imageSmoothingQuality = 'high';
  // One after the other, so that no two pictures are in memory.
  for (const drawn of plan.drawn) await draw(context, drawn, session);
  return canvas.convertToBlob({ type: 'image/png' });
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new CanvasChangedError();
  return context;
}

async function draw(context: OffscreenCanvasRenderingContext2D, drawn: Drawn, session: SharedSession): Promise<void> {
  if (drawn.kind === 'picture') return drawPicture(context, drawn, session);
  context.font = FONTS[drawn.font].css;
  context.fillStyle = INKS[drawn.ink];
  context.fillText(drawn.text, drawn.x, drawn.y);
}

async function drawPicture(
  context: OffscreenCanvasRenderingContext2D,
  { x, y, width, height, picture, leads }: Extract<Drawn, { kind: 'picture' }>,
  { orientation }: SharedSession,
): Promise<void> {
  context.fillStyle = CANVAS;
  context.fillRect(x, y, width, height);
  const bitmap = await bitmapOf(picture.blob, orientation);
  if (bitmap) {
    const place = fitInto({ width, height }, bitmap);
    context.drawImage(bitmap, x + place.x, y + place.y, place.width, place.height);
    bitmap.close();
  }
  if (!leads) return;
  context.strokeStyle = INKS.accent;
  context.lineWidth = 6;
  context.strokeRect(x + 3, y + 3, width - 6, height - 6);
}
