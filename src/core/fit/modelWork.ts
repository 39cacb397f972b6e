import type { Dtype, Manifest, SessionEntry } from '../modelPackage/manifest.ts';

/**
 * Bytes a weight takes, with its part of a block's scale and zero point (32 weights, see `quantizeBlock`). Norms and biases,
 * which stay fp32, are too few to matter.
 */
const BYTES_PER_WEIGHT: Readonly<Record<Dtype, number>> = {
  fp32: 4,
  q8: 1 + (4 + 1) / 32,
  q4: 0.5 + (4 + 0.5) / 32,
  q4f16: 0.5 + (2 + 0.5) / 32,
};

/** Characters of an English prompt to a token, about: the tokenizer is not at hand before the download. */
const CHARACTERS_PER_TOKEN = 4;

/** What a model is asked to do with a source and one candidate, both of the largest size. */
export interface Work {
  readonly patchesPerImage: number;
  readonly tokensPerImage: number;
  /** Of the text after the images, by prompt. */
  readonly textTokens: readonly number[];
}

export function workOf({ imageProcessor, prompts }: Pick<Manifest, 'imageProcessor' | 'prompts'>): Work {
  const { maxPixels, patchSize, mergeSize } = imageProcessor;
  const patchesPerImage = Math.floor(maxPixels / patchSize ** 2);
  return {
    patchesPerImage,
    tokensPerImage: patchesPerImage / mergeSize ** 2,
    textTokens: prompts.map(({ template, suffix }) =>
      Math.ceil((template.length + suffix.length) / CHARACTERS_PER_TOKEN),
    ),
  };
}

/** Length of each session's weights, in the manifest's order. */
export function shardBytes({ sessions, files }: Pick<Manifest, 'sessions' | 'files'>): number[] {
  const lengths = new Map(files.map(({ path, byteLength }) => [path, byteLength]));
  return sessions.map(({ externalData }) => externalData.reduce((sum, path) => sum + (lengths.get(path) ?? 0), 0));
}

/**
 * Floating-point operations that one candidate adds to a request: its image through the tower and the decoder, and each
 * prompt's text. Two for each weight and row, and those of attention.
 */
export function flopsPerCandidate(manifest: Manifest): number {
  const { vision, text, imageProcessor } = manifest;
  const { patchesPerImage, tokensPerImage, textTokens } = workOf(manifest);
  const weights = weightCounts(manifest);

  const slots = (vision.windowSize / imageProcessor.patchSize) ** 2;
  const fullBlocks = vision.fullAttentionBlocks.length;
  const visionContext = fullBlocks * patchesPerImage + (vision.depth - fullBlocks) * slots;
  const visionFlops =
    2 * weights.vision * patchesPerImage + attention(patchesPerImage, visionContext, vision.hiddenSize);

  const width = text.numHeads * text.headDim;
  // A candidate's image sees the source's and, causally, half of itself; a text sees both images and half of itself.
  const runs = [
    { tokens: tokensPerImage, context: 1.5 * tokensPerImage },
    ...textTokens.map((tokens) => ({ tokens, context: 2 * tokensPerImage + tokens / 2 })),
  ];
  const decoderFlops = runs.map(
    ({ tokens, context }) => 2 * weights.decoder * tokens + attention(tokens, text.numLayers * context, width),
  );
  return decoderFlops.reduce((sum, flops) => sum + flops, visionFlops);
}

/** Scores and weighted values: two products, each of `rows` by `context` by `width`. */
function attention(rows: number, context: number, width: number): number {
  return 4 * rows * context * width;
}

function weightCounts(manifest: Manifest): Record<SessionEntry['role'], number> {
  const counts = { vision: 0, decoder: 0, heads: 0 };
  for (const [index, bytes] of shardBytes(manifest).entries()) {
    const role = manifest.sessions[index]?.role;
    if (role) counts[role] += bytes / BYTES_PER_WEIGHT[manifest.dtype];
  }
  return counts;
}
