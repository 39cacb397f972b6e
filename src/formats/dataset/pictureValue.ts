import { EmbeddedImage } from './embeddedImage.ts';
import { isDictionary } from './judgementValue.ts';
import { valueOf, type Row } from './row.ts';

const PICTURE_NAME = /\.(png|jpe?g|jfif|webp|avif|gif|bmp)\s*$/i;

/** A picture in the row itself, or the path of one. */
export function isPicture(value: unknown): boolean {
  return value instanceof EmbeddedImage || (typeof value === 'string' && PICTURE_NAME.test(value));
}

/** Whether a column holds a list of pictures, or a dictionary of them by their editors. */
export function isPictureList(row: Row, column: string): boolean {
  const value = valueOf(row, column);
  if (!Array.isArray(value) && !isDictionary(value)) return false;
  const pictures: readonly unknown[] = Object.values(value);
  return pictures.length > 0 && pictures.every((one) => isPicture(one) || row.pictures?.has(String(one)));
}

/** Words, and no path. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && !PICTURE_NAME.test(value);
}

/** A text that cannot be the path of a picture in a folder, as far as it can tell alone. */
export function onlyText(value: unknown): boolean {
  return isText(value) && !/[\\/]/.test(value);
}
