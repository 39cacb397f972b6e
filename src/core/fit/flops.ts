/**
 * Floating-point operations of the graphs that we build, counted from a manifest: two for each weight and row, and the two
 * products of attention. Norms, activations and the reward heads are left out, about one in a thousand. What a causal mask
 * hides is counted, as standard operators compute it; a fused kernel may leave it out.
 */
import type { Manifest } from '../modelPackage/manifest.ts';
import { weightCounts, workOf } from './modelWork.ts';

/** Patches of an image. */
export interface ImageGrid {
  readonly gridHeight: number;
  readonly gridWidth: number;
}

/** Tokens to prefill after a prefix of `start` tokens; of the last one alone the final hidden state is read. */
export interface PrefillRun {
  readonly tokenCount: number;
  readonly start: number;
}

/** One image through the vision tower. */
export function visionFlops(manifest: Manifest, { gridHeight, gridWidth }: ImageGrid): number {
  const { vision, imageProcessor } = manifest;
  const patches = gridHeight * gridWidth;
  const { windows = { size: imageProcessor.patchSize, fullAttentionBlocks: [...Array(vision.depth).keys()] } } = vision;
  const side = windows.size / imageProcessor.patchSize;
  const slots = side ** 2;
  const windowRows = Math.ceil(gridHeight / side) * Math.ceil(gridWidth / side) * slots;
  const fullBlocks = windows.fullAttentionBlocks.length;
  const merger = mergerWeights(manifest);
  return (
    product(patches, weightCounts(manifest).vision - merger) +
    product(patches / imageProcessor.mergeSize ** 2, merger) +
    fullBlocks * attention(patches, patches, vision.hiddenSize) +
    (vision.depth - fullBlocks) * attention(windowRows, slots, vision.hiddenSize)
  );
}

/** A run through all decoder layers. The last one computes keys and values of every token, and all else of one alone. */
export function decoderFlops(manifest: Manifest, { tokenCount, start }: PrefillRun): number {
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

/** What one more candidate adds to a request: its image through tower and decoder, and each prompt's text. */
export function flopsPerCandidate(manifest: Manifest): number {
  const { patchesPerImage, tokensPerImage, textTokens } = workOf(manifest);
  const side = Math.sqrt(patchesPerImage);
  const runs = [
    { tokenCount: tokensPerImage, start: tokensPerImage },
    ...textTokens.map((tokenCount) => ({ tokenCount, start: 2 * tokensPerImage })),
  ];
  const image = visionFlops(manifest, { gridHeight: side, gridWidth: side });
  return runs.reduce((sum, run) => sum + decoderFlops(manifest, run), image);
}

/** The merger's two matrices, which run once for each token, not for each patch. */
function mergerWeights({ vision, imageProcessor }: Manifest): number {
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
