/** Converts weights of Nano's shapes to a package, calibrated or not. */
import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUNDLED_MODEL } from '../../../src/cli/bundledModel.ts';
import { calibrateOnDisk } from '../../../src/cli/calibrateOnDisk.ts';
import { directoryFolder, directorySink } from '../../../src/cli/nodeFiles.ts';
import { convertCheckpoint } from '../../../src/convert/convert.ts';
import type { Calibration } from '../../../src/convert/calibration/calibration.ts';
import { editReward } from '../../../src/convert/rewards/editReward.ts';
import { weightNameSpellings } from '../../../src/convert/weightNames.ts';
import { at } from '../../../src/core/at.ts';
import type { FileFolder } from '../../../src/core/bytes/bytes.ts';
import type { Dtype, Manifest } from '../../../src/core/modelPackage/manifest.ts';
import { openModelPackage } from '../../../src/packages/modelPackage.ts';
import type { ImagesToScore } from '../../../src/runtime/scoring/scoreImages.ts';
import { memoryFolder } from '../../../src/testing/memoryFolder.ts';
import { safetensorsBytes, type TensorData } from '../../../src/testing/safetensorsBytes.ts';
import type { NanoModel, Weight, Weights } from './nanoWeights.ts';

export interface NanoPackageOptions {
  readonly dtype: Dtype;
  /** What it is calibrated with; none: it is not. */
  readonly samples: readonly ImagesToScore[];
}

/** Resolves with the path of a new temporary folder. */
export async function makeNanoPackage(
  { configJson }: NanoModel,
  weights: Weights,
  { dtype, samples }: NanoPackageOptions,
): Promise<string> {
  const { manifest } = await openModelPackage(directoryFolder(BUNDLED_MODEL));
  const path = await mkdtemp(join(tmpdir(), `editreward-nano-${dtype}-`));
  const folder = checkpointFolder(manifest, configJson, weights);
  const [prompt] = manifest.prompts;
  await convertCheckpoint(
    {
      checkpoint: folder,
      base: folder,
      prompts: {
        reward: editReward.key,
        templates: manifest.prompts.map(({ template }) => template),
        suffix: prompt?.suffix ?? '',
      },
      dtype,
      symmetric: false,
      id: `nano-${dtype}`,
      calibration: samples.length > 0 ? calibrationWith(path, samples) : undefined,
    },
    directorySink(path),
    { measureSelfTest: async () => manifest.selfTest.expected },
  );
  return path;
}

function calibrationWith(path: string, samples: readonly ImagesToScore[]): Calibration {
  return {
    samples: samples.length,
    sha256: '0'.repeat(64),
    collect: (manifest, onStatistics) => calibrateOnDisk(path, manifest, samples, onStatistics),
  };
}

function checkpointFolder(
  { imageProcessor, tokenizer }: Manifest,
  configJson: Readonly<Record<string, unknown>>,
  weights: Weights,
): FileFolder {
  const { minPixels, maxPixels, patchSize, mergeSize, mean, std } = imageProcessor;
  return memoryFolder('nano', {
    'config.json': JSON.stringify(configJson),
    'preprocessor_config.json': JSON.stringify({
      min_pixels: minPixels,
      max_pixels: maxPixels,
      patch_size: patchSize,
      temporal_patch_size: 2,
      merge_size: mergeSize,
      image_mean: mean,
      image_std: std,
      image_processor_type: 'Qwen2VLImageProcessor',
    }),
    'editreward.json': JSON.stringify({ minPixels, maxPixels }),
    'tokenizer.json': readText(tokenizer.tokenizer),
    'tokenizer_config.json': readText(tokenizer.config),
    'chat_template.jinja': tokenizer.chatTemplate,
    'model.safetensors': safetensorsBytes(
      Object.fromEntries(
        [...weights].map(([name, weight]) => [at(weightNameSpellings(name), 0), tensorOf(name, weight)]),
      ),
    ),
  });
}

function readText(file: string): string {
  return readFileSync(join(BUNDLED_MODEL, file), 'utf8');
}

function tensorOf(name: string, { rows, columns, values }: Weight): TensorData {
  if (name === 'visual.patch_embed.proj.weight') return patchProjection(rows, values);
  const shape = name.endsWith('.weight') && !/norm|ln_q/.test(name) ? [rows, columns] : [columns];
  return { dtype: 'F32', shape, data: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}

const CHANNELS = 3;
const FRAMES = 2;
const PATCH = 14;

/** Half of it for each of two equal frames. */
function patchProjection(rows: number, folded: Float32Array): TensorData {
  const area = PATCH * PATCH;
  const values = Float32Array.from({ length: rows * CHANNELS * FRAMES * area }, (_, i) => {
    const plane = Math.floor(i / (FRAMES * area));
    return at(folded, plane * area + (i % area)) / 2;
  });
  return { dtype: 'F32', shape: [rows, CHANNELS, FRAMES, PATCH, PATCH], data: new Uint8Array(values.buffer) };
}
