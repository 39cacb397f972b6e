/**
 * Floating-point operations of the graphs that we build, counted from a manifest. They are two for each weight and row,
 * and the two products of attention. Norms, activations and the reward heads are left out, about one in a thousand.
 * What a causal mask hides is counted, since standard operators compute it. A fused kernel may leave it out.
 */
import { deepstackCount } from '../model/deepstack.ts';
import type { ImageGrid } from '../model/imageGrid.ts';
import { weightCounts, type CountedManifest } from './modelWork.ts';

/** Tokens to prefill after a prefix of `start` tokens. Only the final hidden state of the last one is read. */
export interface PrefillRun {
  readonly tokenCount: number;
  readonly start: number;
}

/** One image through the vision tower. */
export function visionFlops(manifest: CountedManifest, image: ImageGrid): number {
  const { vision, imageProcessor } = manifest;
  const patches = image.gridHeight * image.gridWidth;
  const mergers = mergerWeights(manifest) * (1 + deepstackCount(manifest));
  // A table of positions is read, not multiplied.
  const table = (vision.positionTable?.side ?? 0) ** 2 * vision.hiddenSize;
  return (
    product(patches, weightCounts(manifest).vision - mergers - table) +
    product(patches / imageProcessor.mergeSize ** 2, mergers) +
    visionAttention(manifest, image)
  );
}

/** Over the whole image, or in most blocks inside windows, whose empty slots are computed as well. */
function visionAttention({ vision, imageProcessor }: CountedManifest, { gridHeight, gridWidth }: ImageGrid): number {
  const { depth, hiddenSize, windows } = vision;
  const patches = gridHeight * gridWidth;
  const whole = attention(patches, patches, hiddenSize);
  if (!windows) return depth * whole;
  const side = windows.size / imageProcessor.patchSize;
  const slots = side ** 2;
  const rows = Math.ceil(gridHeight / side) * Math.ceil(gridWidth / side) * slots;
  const fullBlocks = windows.fullAttentionBlocks.length;
  return fullBlocks * whole + (depth - fullBlocks) * attention(rows, slots, hiddenSize);
}

/** A run through all decoder layers. The last one computes keys and values of every token, and all else of one alone. */
export function decoderFlops(manifest: CountedManifest, { tokenCount, start }: PrefillRun): number {
  const { numLayers, hiddenSize, numHeads, numKeyValueHeads, headDim } = manifest.text;
  const total = start + tokenCount;
  const width = numHeads * headDim;
  const layer = weightCounts(manifest).decoder / numLayers;
  const keyValue = 2 * hiddenSize * numKeyValueHeads * headDim;
  return (
    (numLayers - 1) * (product(tokenCount, layer) + attention(tokenCount, total, width)) +
    product(tokenCount, keyValue) +
    product(1, layer - keyValue) +
    attention(1, total, width)
  );
}

/** A layer of `weights` over `rows`, each of which looks at `context` rows, in `width` values. */
export function layerFlops(rows: number, weights: number, context: number, width: number): number {
  return product(rows, weights) + attention(rows, context, width);
}

/** The merger's two matrices, which run once for each token, not for each patch. */
function mergerWeights({ vision, imageProcessor }: CountedManifest): number {
  const width = vision.hiddenSize * imageProcessor.mergeSize ** 2;
  return width * (width + vision.outHiddenSize);
}

function product(rows: number, weights: number): number {
  return 2 * rows * weights;
}

/** Scores and weighted values: two products, each of `rows` by `context` by `width`. */
function attention(rows: number, context: number, width: number): number {
  return 4 * rows * context * width;
}
