import { at } from '../../core/at.ts';
import type { AxisPositions } from '../../core/model/tokenPositions.ts';
import type { EmbeddedImage } from './visionTower.ts';

/** An image among the tokens of a run. */
export interface PlacedImage {
  /** The first of its tokens, counted in the run. */
  readonly token: number;
  readonly image: EmbeddedImage;
}

/** A run of tokens that follows a prefix: everything that the decoder is told of it, except its hidden states. */
export interface TokenRun {
  readonly count: number;
  /** Tokens of the prefix. */
  readonly start: number;
  readonly positions: AxisPositions;
  readonly images: readonly PlacedImage[];
  /** Rows of the run whose final hidden state is wanted. */
  readonly queryRows: readonly number[];
}

/** What is added to a run after decoder layer `layer`, [count, hidden]: the images' features. Rows of text are zero. */
export function deepstackRows({ count, images }: TokenRun, layer: number, hiddenSize: number): Float32Array {
  const rows = new Float32Array(count * hiddenSize);
  for (const { token, image } of images) rows.set(at(image.deepstack, layer), token * hiddenSize);
  return rows;
}
