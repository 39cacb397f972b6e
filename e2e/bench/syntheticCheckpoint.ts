/** Checkpoints of any size with random weights, for measuring what a conversion costs. */
import { mkdir, open, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { parseBaseConfig } from '../../src/convert/bases/baseConfig.ts';
import { planPackage } from '../../src/convert/packagePlan.ts';
import { editReward } from '../../src/convert/rewards/editReward.ts';
import { weightNameSpellings } from '../../src/convert/weightNames.ts';

export interface SyntheticSizes {
  readonly layers: number;
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  /** Rows of the embedding. */
  readonly vocabularySize: number;
  /** Of the vision tower, as in `config.json`; default: a small one. */
  readonly vision?: Readonly<Record<string, number | readonly number[]>>;
}

interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly byteLength: number;
}

const HEAD_DIM = 64;
/** Of the rotary frequencies, for time, height and width, in the proportion of Qwen2.5-VL. */
const MROPE_SECTION = [8, 12, 12];
const BF16_BYTES = 2;
const BF16_ONE = 0x3f80;
const SMALL_VISION = {
  depth: 2,
  hidden_size: 256,
  intermediate_size: 684,
  num_heads: 4,
  fullatt_block_indexes: [1],
};
/** Written over and over: what the numbers are does not matter, and drawing each would take most of the time. */
const NOISE_BYTES = 1024 * 1024;

/** Writes `config.json` and `model.safetensors` into `folder`. Resolves with the latter's length. */
export async function writeSyntheticCheckpoint(folder: string, sizes: SyntheticSizes): Promise<number> {
  const config = JSON.stringify(configOf(sizes));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.json'), config);
  const file = await open(join(folder, 'model.safetensors'), 'w');
  try {
    return await writeSafetensors(file, tensorsOf(config, sizes));
  } finally {
    await file.close();
  }
}

function configOf({ layers, hiddenSize, intermediateSize, vision = SMALL_VISION }: SyntheticSizes): object {
  return {
    model_type: 'qwen2_5_vl',
    text_config: {
      hidden_size: hiddenSize,
      intermediate_size: intermediateSize,
      num_hidden_layers: layers,
      num_attention_heads: hiddenSize / HEAD_DIM,
      num_key_value_heads: 2,
      rope_scaling: { type: 'mrope', mrope_section: MROPE_SECTION },
    },
    vision_config: { ...vision, out_hidden_size: hiddenSize },
  };
}

/** What the converter will ask for. */
function tensorsOf(config: string, { vocabularySize, hiddenSize }: SyntheticSizes): Tensor[] {
  const sessions = planPackage({ ...parseBaseConfig(config), reward: editReward }, { dtype: 'fp32', symmetric: false });
  const weights = sessions.flatMap(({ layout }) => layout.weights);
  const embedding = { tensor: 'language.embed_tokens.weight', sourceShape: [vocabularySize, hiddenSize] };
  return [...weights, embedding].map(({ tensor, sourceShape }) => ({
    name: weightNameSpellings(tensor)[0] ?? tensor,
    shape: sourceShape,
    byteLength: sourceShape.reduce((product, size) => product * size, BF16_BYTES),
  }));
}

async function writeSafetensors(file: FileHandle, tensors: readonly Tensor[]): Promise<number> {
  let offset = 0;
  const entries = tensors.map(({ name, shape, byteLength }) => {
    const start = offset;
    offset += byteLength;
    return [name, { dtype: 'BF16', shape, data_offsets: [start, offset] }] as const;
  });
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.byteLength));
  await file.writeFile(Buffer.concat([length, header]));
  const [noise, ones] = [noiseBytes(), new Uint8Array(new Uint16Array(NOISE_BYTES / BF16_BYTES).fill(BF16_ONE).buffer)];
  for (const { name, byteLength } of tensors) await writeRepeated(file, isNorm(name) ? ones : noise, byteLength);
  return length.byteLength + header.byteLength + offset;
}

async function writeRepeated(file: FileHandle, block: Uint8Array, byteLength: number): Promise<void> {
  for (let written = 0; written < byteLength; written += block.byteLength) {
    await file.writeFile(block.subarray(0, Math.min(block.byteLength, byteLength - written)));
  }
}

/** Norms of noise would leave nothing of what stands before them, and no picture would matter. */
function isNorm(name: string): boolean {
  return name.includes('norm') || name.includes('ln_q');
}

/** bf16 numbers of either sign with magnitudes from 1/128 to 1/32, from a fixed linear congruence. */
function noiseBytes(): Uint8Array {
  const values = new Uint16Array(NOISE_BYTES / BF16_BYTES);
  let state = 1;
  for (let i = 0; i < values.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    values[i] = ((state >>> 16) & 0x8000) | (0x3c00 + ((state >>> 8) & 0xff));
  }
  return new Uint8Array(values.buffer);
}
