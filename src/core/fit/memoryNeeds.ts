import type { Manifest } from '../modelPackage/manifest.ts';
import { keyValueBytesPerLayer } from '../plan/keyValueBytes.ts';
import { shardBytes, workOf } from './modelWork.ts';

/** Rows of float32 that a vision block holds at once for each patch, in multiples of the hidden size: qkv, MLP, windows. */
const VISION_ROWS = 16;
/** The same for a decoder layer: residual, qkv, and four times an MLP that is five times as wide. */
const DECODER_ROWS = 24;
const FLOAT_BYTES = 4;
/** A walk holds the source's prefix, and that of source and edit together (see `peakHeldTokens`). */
const HELD_IMAGES = 3;

/** Bytes of device memory that a model takes, about: how a runtime reuses its buffers is its own affair. */
export interface MemoryNeeds {
  /** With all weights on the device. */
  readonly residentBytes: number;
  /** With one shard on the device at a time. */
  readonly streamedBytes: number;
}

/** What is there for the keys and values of a walk. */
export interface KeyValueRoom {
  /** Layers whose keys and values are on the device at a time. */
  readonly layers: number;
  readonly byteLength: number;
}

export function memoryNeeds(manifest: Manifest): MemoryNeeds {
  const shards = shardBytes(manifest);
  const workspace = workspaceBytes(manifest);
  const keyValues = HELD_IMAGES * workOf(manifest).tokensPerImage * keyValueBytesPerLayer(manifest);
  const streamed = manifest.sessions.map(({ role, layers: [first, end] }, index) => {
    const layers = role === 'decoder' ? end - first : 0;
    return (shards[index] ?? 0) + layers * keyValues;
  });
  return {
    residentBytes: shards.reduce((sum, bytes) => sum + bytes, workspace + manifest.text.numLayers * keyValues),
    streamedBytes: Math.max(...streamed) + workspace,
  };
}

/** What a memory budget leaves beside the weights and the largest activations, with all shards on the device or one. */
export function keyValueRoom(manifest: Manifest, streamed: boolean, budgetBytes: number): KeyValueRoom {
  const shards = shardBytes(manifest);
  const weights = streamed ? Math.max(...shards) : shards.reduce((sum, bytes) => sum + bytes, 0);
  const layers = manifest.sessions.map(({ role, layers: [first, end] }) => (role === 'decoder' ? end - first : 0));
  return {
    layers: streamed ? Math.max(...layers) : manifest.text.numLayers,
    byteLength: Math.max(0, budgetBytes - weights - workspaceBytes(manifest)),
  };
}

function workspaceBytes(manifest: Manifest): number {
  return Math.max(visionBytes(manifest), decoderBytes(manifest));
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
