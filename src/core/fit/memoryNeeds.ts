import { at } from '../at.ts';
import { deepstackCount } from '../model/deepstack.ts';
import type { ImageGrid } from '../model/imageGrid.ts';
import type { GraphVariant } from '../modelPackage/manifest.ts';
import { keyValueBytesPerLayer, peakHeldTokens } from '../plan/keyValueBytes.ts';
import { planNodes, prefixLength, type PlanNode } from '../plan/scoringPlan.ts';
import { shardBytes, type CountedManifest } from './modelWork.ts';
import { nominalRequest, type CountedRequest } from './nominalRequest.ts';

/** Rows of float32 that a vision block holds at once for each patch, in multiples of the hidden size: qkv, MLP, windows. */
const VISION_ROWS = 16;
/** The same for a decoder layer: residual, qkv, and four times an MLP that is five times as wide. */
const DECODER_ROWS = 24;
const FLOAT_BYTES = 4;

/**
 * About the bytes of device memory that a model takes for pictures of a common size. How a runtime reuses its buffers
 * is its own affair.
 */
export interface MemoryNeeds {
  /** With all weights on the device. */
  readonly residentBytes: number;
  /** With one shard on the device at a time. */
  readonly streamedBytes: number;
}

/** What is there for a request. */
export interface WorkRoom {
  /** Layers whose keys and values are on the device at a time. */
  readonly layers: number;
  readonly byteLength: number;
}

/** With the graphs of `variant`. */
export function memoryNeeds(manifest: CountedManifest, variant: GraphVariant): MemoryNeeds {
  const shards = shardBytes(manifest);
  const request = nominalRequest(manifest, 1);
  const workspace = workspaceBytes(manifest, variant, request);
  const keyValues = peakHeldTokens(request.plan) * keyValueBytesPerLayer(manifest);
  const streamed = manifest.sessions.map(({ role, layers: [first, end] }, index) => {
    const layers = role === 'decoder' ? end - first : 0;
    return at(shards, index) + layers * keyValues;
  });
  return {
    residentBytes: shards.reduce((sum, bytes) => sum + bytes, workspace + manifest.text.numLayers * keyValues),
    streamedBytes: Math.max(...streamed) + workspace,
  };
}

/** What a memory budget leaves beside the weights, with all shards on the device or one. */
export function workRoom(manifest: CountedManifest, streamed: boolean, budgetBytes: number): WorkRoom {
  const shards = shardBytes(manifest);
  const weights = streamed ? Math.max(...shards) : shards.reduce((sum, bytes) => sum + bytes, 0);
  const layers = manifest.sessions.map(({ role, layers: [first, end] }) => (role === 'decoder' ? end - first : 0));
  return {
    layers: streamed ? Math.max(...layers) : manifest.text.numLayers,
    byteLength: Math.max(0, budgetBytes - weights),
  };
}

/** The largest activations on the way of a request, about. */
export function workspaceBytes(
  manifest: CountedManifest,
  variant: GraphVariant,
  { plan, images }: CountedRequest,
): number {
  const vision = images.map((image) => visionBytes(manifest, variant, image));
  const decoder = [...planNodes(plan)].map((node) => decoderBytes(manifest, node));
  return Math.max(0, ...vision, ...decoder);
}

/**
 * Activations of a block, and the scores of full attention. On a GPU these are of all heads, unless a kernel needs
 * none.
 */
function visionBytes({ vision }: CountedManifest, variant: GraphVariant, { gridHeight, gridWidth }: ImageGrid): number {
  const patches = gridHeight * gridWidth;
  const { hiddenSize, numHeads, headsAtOnce = numHeads } = vision;
  const heads = variant === 'cpu' ? headsAtOnce : numHeads;
  return FLOAT_BYTES * (patches * hiddenSize * VISION_ROWS + heads * patches ** 2);
}

/** Activations of a layer, with the scores of its attention, and the rows that are added after a layer. */
function decoderBytes(manifest: CountedManifest, node: PlanNode): number {
  const { hiddenSize, numHeads } = manifest.text;
  const rows = DECODER_ROWS + deepstackCount(manifest);
  return FLOAT_BYTES * node.tokenCount * (hiddenSize * rows + numHeads * prefixLength(node));
}
