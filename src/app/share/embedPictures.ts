import { digestBlob } from '../../core/bytes/digestBlob.ts';
import { throwIfAborted } from '../../core/errors.ts';
import { areCanvasesTrue } from './canvasTrust.ts';
import { dataUrlOf, scaledDataUrl } from './scaledPicture.ts';
import type { EmbeddedPicture } from './sessionHtml.ts';
import type { SharedSession } from './sharedSession.ts';

interface EmbedHooks {
  readonly signal: AbortSignal;
  /** After each picture. */
  readonly onDone: (done: number, total: number) => void;
}

/** Small copies of all pictures of the session, one after the other, so that no two are in memory. Throws `AbortError`. */
export async function embedPictures(
  { source, candidates, orientation }: SharedSession,
  { signal, onDone }: EmbedHooks,
): Promise<ReadonlyMap<Blob, EmbeddedPicture>> {
  const pictures = [...(source ? [source] : []), ...candidates];
  const scaled = areCanvasesTrue();
  const embedded = new Map<Blob, EmbeddedPicture>();
  for (const [index, { blob }] of pictures.entries()) {
    throwIfAborted(signal);
    // Where canvases lie, the file itself is what can be trusted.
    const dataUrl = scaled ? await scaledDataUrl(blob, orientation) : await dataUrlOf(blob);
    embedded.set(blob, { dataUrl, sha256: await digestBlob(blob, { signal }) });
    onDone(index + 1, pictures.length);
  }
  return embedded;
}
