import { at } from '../at.ts';
import { PromptTemplateError } from './promptTemplateError.ts';

/** A run of a prompt: text tokens, or one whole image by its index in the request (0 = source, 1.. = candidates). */
export type Segment =
  { readonly kind: 'tokens'; readonly ids: readonly number[] } | { readonly kind: 'image'; readonly image: number };

/** The two ids that give a prompt its shape. */
export interface PromptTokens {
  readonly imageTokenId: number;
  readonly rewardTokenId: number;
}

/**
 * Segments of an encoded prompt, cut right after its reward token: attention is causal, so nothing after it counts.
 * `ids` hold one image token for each image. `images` are their indices in the request, in order. Throws
 * {@link PromptTemplateError} unless each image is there once, and the reward token too.
 */
export function promptSegments(ids: readonly number[], tokens: PromptTokens, images: readonly number[]): Segment[] {
  const end = ids.indexOf(tokens.rewardTokenId);
  if (end < 0 || ids.includes(tokens.rewardTokenId, end + 1)) {
    throw new PromptTemplateError('the reward token must stand in each prompt once');
  }
  return splitAtImages(ids.slice(0, end + 1), tokens.imageTokenId, images);
}

/** Segments of encoded ids, uncut. Throws {@link PromptTemplateError} when there are not as many image tokens as images. */
export function splitAtImages(ids: readonly number[], imageTokenId: number, images: readonly number[]): Segment[] {
  const places = ids.flatMap((id, place) => (id === imageTokenId ? [place] : []));
  if (places.length !== images.length) {
    throw new PromptTemplateError(`a prompt shows ${places.length} images where ${images.length} are needed`);
  }
  const segments: Segment[] = [];
  let start = 0;
  for (const [index, image] of images.entries()) {
    const place = at(places, index);
    pushTokens(segments, ids.slice(start, place));
    segments.push({ kind: 'image', image });
    start = place + 1;
  }
  pushTokens(segments, ids.slice(start));
  return segments;
}

function pushTokens(segments: Segment[], ids: readonly number[]): void {
  if (ids.length > 0) segments.push({ kind: 'tokens', ids });
}

/**
 * The full `input_ids` that the segments stand for: each image is its image token, repeated. `imageTokenCounts` is indexed by
 * image, as in {@link Segment}.
 */
export function expandSegments(
  segments: readonly Segment[],
  imageTokenCounts: readonly number[],
  imageTokenId: number,
): number[] {
  return segments.flatMap((segment) =>
    segment.kind === 'tokens'
      ? segment.ids
      : Array.from({ length: at(imageTokenCounts, segment.image) }, () => imageTokenId),
  );
}
