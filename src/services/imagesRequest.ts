import { readAll } from '../core/bytes/bytes.ts';
import { digestBytes } from '../core/bytes/sha256.ts';
import type { VariantsRequest } from '../core/occlusion/variant.ts';
import type { PreparableInput, PreparedInput } from '../core/score/preparedInput.ts';
import type { ImageInput, ScoreRequest } from '../core/score/scoreRequest.ts';
import { blobSource } from '../packages/blobFolder.ts';
import { decodeImage } from '../runtime/image/decodeImage.ts';
import type { ImagesRequest, LazyImage } from '../runtime/scoring/scoreRequest.ts';
import type { DecodedVariants } from '../runtime/scoring/scoreVariants.ts';

/**
 * A request of the page, whose pictures this browser decodes when their turn comes. What was made ready for the model with
 * `inputKey` is taken as it is.
 */
export function toImagesRequest(request: ScoreRequest, inputKey: string | undefined): ImagesRequest {
  const { source, candidates, instruction, reuse } = request;
  const isOfficial = request.orientation === 'official';
  const lazy = (image: PreparableInput) => {
    const { prepared } = image;
    // What was made for another model, or of the picture as people see it, is another input.
    return isOfficial && prepared && prepared.inputKey === inputKey
      ? readyImage(image.name, prepared)
      : lazyImage(image, request);
  };
  return { source: source && lazy(source), candidates: candidates.map(lazy), instruction, reuse };
}

/** Variants of the page's pictures. Their pictures are decoded at once: there are two at most. */
export async function decodeVariants(request: VariantsRequest): Promise<DecodedVariants> {
  const { source, candidate, orientation, instruction, cover, variants } = request;
  const decode = async ({ name, blob }: ImageInput) => ({
    name,
    decoded: await decodeImage(await readAll(blobSource(name, blob)), name, orientation),
  });
  const shown = source && (await decode(source));
  return { source: shown, candidate: await decode(candidate), instruction, cover, variants };
}

function readyImage(name: string, { image, limited, sha256 }: PreparedInput): LazyImage {
  return { name, sha256: () => sha256, decode: async () => ({ image, limited }) };
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
