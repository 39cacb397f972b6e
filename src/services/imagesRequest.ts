import { readAll } from '../core/bytes/bytes.ts';
import { digestBytes } from '../core/bytes/sha256.ts';
import type { ImageInput, ScoreRequest } from '../core/score/scoreRequest.ts';
import { blobSource } from '../packages/blobFolder.ts';
import { decodeImage } from '../runtime/image/decodeImage.ts';
import type { ImagesRequest, LazyImage } from '../runtime/scoring/scoreRequest.ts';

/** A request of the page, whose pictures this browser decodes when their turn comes. */
export function toImagesRequest(request: ScoreRequest): ImagesRequest {
  const { source, candidates, instruction, reuse } = request;
  const lazy = (image: ImageInput) => lazyImage(image, request);
  return { source: source && lazy(source), candidates: candidates.map(lazy), instruction, reuse };
}

/** Read once: what is decoded is what the digest is of. */
function lazyImage({ name, blob }: ImageInput, { orientation, withSha256 = false }: ScoreRequest): LazyImage {
  let sha256: string | undefined;
  return {
    name,
    sha256: () => sha256,
    async decode() {
      const bytes = await readAll(blobSource(name, blob));
      sha256 = withSha256 ? await digestBytes(bytes) : undefined;
      return decodeImage(bytes, name, orientation);
    },
  };
}
