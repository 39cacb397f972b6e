import type { Manifest } from '../modelPackage/manifest.ts';
import { shardBytes, workOf } from './modelWork.ts';

/** Rows of float32 that a vision block holds at once for each patch, in multiples of the hidden size: qkv, MLP, windows. */
const VISION_ROWS = 16;
/** The same for a decoder layer: residual, qkv, and four times an MLP that is five times as wide. */
const DECODER_ROWS = 24;
const FLOAT_BYTES = 4;

/** Bytes of device memory that a model takes, about: how a runtime reuses its buffers is its own affair. */
export interface MemoryNeeds {
  /** With all weights on the device. */
  readonly residentBytes: number;
  /** With one shard on the device at a time. */
  readonly streamedBytes: number;
}

export function memoryNeeds(manifest: Manifest): MemoryNeeds {
  const shards = shardBytes(manifest);
  const workspace = Math.max(visionBytes(manifest), decoderBytes(manifest));
  const keyValues = keyValueBytesPerLayer(manifest);
  const streamed = manifest.sessions.map(({ role, layers: [first, end] }, index) => {
    const layers = role === 'decoder' ? end - first : 0;
    return (shards[index] ?? 0) + layers * keyValues;
  });
  return {
    residentBytes: shards.reduce((sum, bytes) => sum + bytes, workspace + manifest.text.numLayers * keyValues),
    streamedBytes: Math.max(...streamed) + workspace,
  };
}

/** Activations of a block, and the scores of full attention. */
function visionBytes(manifest: Manifest): number {
  const { hiddenSize, numHeads } = manifest.vision;
  const { patchesPerImage } = workOf(manifest);
  return FLOAT_BYTES * (patchesPerImage * hiddenSize * VISION_ROWS + numHeads * patchesPerImage ** 2);
}

function decoderBytes(manifest: Manifest): number {
  const { tokensPerImage, textTokens } = workOf(manifest);
  return FLOAT_BYTES * Math.max(tokensPerImage, ...textTokens) * manifest.text.hiddenSize * DECODER_ROWS;
}

/** Keys and values of the source's prefix, and of the one that goes on with a candidate. */
function keyValueBytesPerLayer(manifest: Manifest): number {
  const { numKeyValueHeads, headDim } = manifest.text;
  const tokens = 3 * workOf(manifest).tokensPerImage;
  return 2 * tokens * numKeyValueHeads * headDim * (manifest.dtype === 'q4f16' ? 2 : FLOAT_BYTES);
}
