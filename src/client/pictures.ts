import { AbortError, EditRewardError } from '../core/errors.ts';
import type { ImageInput } from '../core/score/scoreRequest.ts';

/** A picture to score, still encoded: a Blob or File, or an address. A relative address counts from the page. */
export type Picture = Blob | URL | string;

/** A picture's address could not be read. */
export class PictureUnreachableError extends EditRewardError {
  override readonly name = 'PictureUnreachableError';
}

/** What to call a picture: a file's name, the last part of an address, else `fallback`. */
export function nameOfPicture(picture: Picture, fallback: string): string {
  if (picture instanceof Blob) return ('name' in picture && String(picture.name)) || fallback;
  const path = String(picture).split(/[?#]/)[0] ?? '';
  return path.split('/').findLast((part) => part !== '') ?? fallback;
}

/** Throws {@link PictureUnreachableError}, or `AbortError` on `signal`. */
export async function readPicture(
  picture: Picture,
  fallbackName: string,
  signal: AbortSignal | undefined,
): Promise<ImageInput> {
  const name = nameOfPicture(picture, fallbackName);
  return { name, blob: picture instanceof Blob ? picture : await download(String(picture), name, signal) };
}

async function download(address: string, name: string, signal: AbortSignal | undefined): Promise<Blob> {
  try {
    const response = await fetch(address, { signal: signal ?? null });
    if (response.ok) return await response.blob();
    throw unreachable(address, name, `the server answered ${response.status}`);
  } catch (cause) {
    if (signal?.aborted) throw new AbortError();
    if (cause instanceof PictureUnreachableError) throw cause;
    throw unreachable(address, name, 'it could not be reached, or its server does not allow other sites (CORS)', cause);
  }
}

function unreachable(address: string, file: string, why: string, cause?: unknown): PictureUnreachableError {
  return new PictureUnreachableError(`${address} cannot be read: ${why}. Check the address.`, { file, cause });
}
