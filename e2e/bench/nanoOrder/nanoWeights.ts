/** Nano's weights as its package has them, which stand for the checkpoint that it was made of: nobody has that any more. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLED_MODEL } from '../../../src/cli/bundledModel.ts';
import { directoryFolder } from '../../../src/cli/nodeFiles.ts';
import type { BaseConfig } from '../../../src/convert/bases/base.ts';
import { qwen25Vl } from '../../../src/convert/bases/qwen25Vl.ts';
import { parseBaseConfig } from '../../../src/convert/bases/baseConfig.ts';
import type { PlacedWeight } from '../../../src/convert/graphs/weightLayout.ts';
import { planPackage } from '../../../src/convert/packagePlan.ts';
import { editReward } from '../../../src/convert/rewards/editReward.ts';
import { at } from '../../../src/core/at.ts';
import { openModelPackage } from '../../../src/packages/modelPackage.ts';

/** A matrix, or a vector of one row. */
export interface Weight {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

export type Weights = ReadonlyMap<string, Weight>;

export interface NanoModel {
  readonly config: BaseConfig;
  readonly configJson: Readonly<Record<string, unknown>>;
  /** By canonical names. */
  readonly weights: Weights;
}

/** Sizes that its manifest does not say: `reference/nano/config.py`, "small". */
const VISION_MLP = 192;
const TEXT_MLP = 384;

export async function readNano(): Promise<NanoModel> {
  const { manifest } = await openModelPackage(directoryFolder(BUNDLED_MODEL));
  const configJson = configOf(manifest);
  const { config } = parseBaseConfig(JSON.stringify(configJson));
  const plan = planPackage({ base: qwen25Vl, config, reward: editReward }, { dtype: 'q8', symmetric: false });
  const weights = new Map<string, Weight>();
  for (const { layout } of plan) {
    const bytes = readFileSync(join(BUNDLED_MODEL, layout.location));
    if (bytes.byteLength !== layout.byteLength) throw new Error(`${layout.location} is not laid out as is thought.`);
    for (const weight of layout.weights) weights.set(weight.tensor, readWeight(weight, bytes));
  }
  const { rows, columns, path } = manifest.embedding;
  const embedding = floatsOf(readFileSync(join(BUNDLED_MODEL, path)), 0, rows * columns);
  weights.set('language.embed_tokens.weight', { rows, columns, values: embedding });
  return { config, configJson, weights };
}

function configOf({ vision, text, embedding, tokenizer }: Awaited<ReturnType<typeof openModelPackage>>['manifest']) {
  return {
    model_type: 'qwen2_5_vl',
    image_token_id: tokenizer.imageTokenId,
    text_config: {
      hidden_size: text.hiddenSize,
      intermediate_size: TEXT_MLP,
      num_hidden_layers: text.numLayers,
      num_attention_heads: text.numHeads,
      num_key_value_heads: text.numKeyValueHeads,
      vocab_size: embedding.rows,
      rms_norm_eps: 1e-6,
      rope_theta: text.ropeTheta,
      hidden_act: 'silu',
      use_sliding_window: false,
    },
    vision_config: {
      depth: vision.depth,
      hidden_size: vision.hiddenSize,
      intermediate_size: VISION_MLP,
      num_heads: vision.numHeads,
      out_hidden_size: vision.outHiddenSize,
      fullatt_block_indexes: vision.windows?.fullAttentionBlocks,
      window_size: vision.windows?.size,
      patch_size: 14,
      spatial_merge_size: 2,
      temporal_patch_size: 2,
      hidden_act: 'silu',
    },
  };
}

function readWeight({ shape, encoding, parts }: PlacedWeight, bytes: Buffer): Weight {
  const [first, scales, zeroPoints] = parts;
  const columns = encoding.kind === 'patchProjection' ? encoding.columns : (shape[1] ?? at(shape, 0));
  const rows = shape.length === 1 ? 1 : at(shape, 0);
  const values = new Float32Array(rows * columns);
  if (!first) throw new Error('A weight has no place.');
  if (encoding.kind !== 'quantized' || !scales || !zeroPoints) {
    return { rows, columns, values: floatsOf(bytes, first.offset, values.length) };
  }
  const blocks = Math.ceil(columns / 32);
  const scale = floatsOf(bytes, scales.offset, rows * blocks);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const block = row * blocks + Math.floor(column / 32);
      const code = bytes.readUInt8(first.offset + block * 32 + (column % 32));
      values[row * columns + column] = (code - bytes.readUInt8(zeroPoints.offset + block)) * at(scale, block);
    }
  }
  return { rows, columns, values };
}

function floatsOf(bytes: Buffer, offset: number, count: number): Float32Array {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset + offset, bytes.byteOffset + offset + 4 * count));
}
