import { at } from '../core/at.ts';
import { MANIFEST_SCHEMA_VERSION, type Manifest } from '../core/modelPackage/manifest.ts';
import type { TensorEntry } from '../formats/safetensors.ts';
import { BaseModelError } from './baseModelError.ts';
import type { TextSizes } from './bases/base.ts';
import type { Calibration } from './calibration/calibration.ts';
import type { ConversionPlan, ConvertRequest } from './conversionPlan.ts';
import type { JournalRecord } from './conversionJournal.ts';
import type { PlacedWeight, WeightLayout } from './graphs/weightLayout.ts';
import type { PromptTexts } from './promptSource.ts';
import type { Reward } from './rewards/reward.ts';
import { findingTexts } from './weightFindings.ts';
import { IMAGE_TOKEN, REWARD_TOKEN } from './tokenizerFiles.ts';

export const EMBEDDING_PATH = 'embedding.bin';
export const TOKENIZER_PATH = 'tokenizer.json';
export const TOKENIZER_CONFIG_PATH = 'tokenizer_config.json';

/** Where the drawing of the self-test's images starts. */
const SELF_TEST_SEED = 1;

/** What of a conversion a manifest tells. */
export type DescribedPlan = Omit<ConversionPlan, 'base' | 'checkpoint' | 'fingerprint'>;

const UNMEASURED = { mu: 0, logSigma: 0 };

const EMBEDDING_DTYPES: Readonly<Record<string, Manifest['embedding']['dtype']>> = {
  BF16: 'bf16',
  F16: 'fp16',
  F32: 'fp32',
};

/** The manifest of `request`'s package, whose `files` are written and whose self-test is not yet measured. */
export function describePackage(
  request: Pick<ConvertRequest, 'id' | 'repository' | 'revision' | 'licence' | 'dtype' | 'prompts' | 'calibration'>,
  plan: DescribedPlan,
  files: readonly JournalRecord['finished'][number][],
): Manifest {
  const warnings = [...plan.warnings, ...findingTexts(files.flatMap(({ findings = [] }) => findings))];
  return {
    schemaVersion: MANIFEST_SCHEMA_VERSION,
    id: request.id,
    model: { title: plan.reward.title },
    source: {
      ...(request.repository !== undefined && { repository: request.repository }),
      ...(request.revision !== undefined && { revision: request.revision }),
    },
    ...(request.licence !== undefined && { licence: request.licence }),
    ...(plan.limits !== undefined && { limits: plan.limits }),
    ...(warnings.length > 0 && { warnings }),
    dtype: request.dtype,
    ...(request.dtype !== 'fp32' && { matrixBits: matrixBits(plan.sessions) }),
    ...(request.calibration && { calibration: describeCalibration(request.calibration) }),
    imageProcessor: plan.imageProcessor,
    vision: describeVision(plan),
    text: describeText(plan.config.text),
    ...describeReward(plan.reward, request.prompts),
    tokenizer: describeTokenizer(plan.tokenizer),
    embedding: {
      path: EMBEDDING_PATH,
      dtype: embeddingDtype(plan.embedding),
      rows: at(plan.embedding.shape, 0),
      columns: plan.config.text.hiddenSize,
    },
    sessions: plan.sessions.map(({ role, layers, layout, graphs }) => ({
      role,
      layers: [...layers],
      graphs: { webgpu: graphs.webgpu.path, cpu: graphs.cpu.path },
      externalData: [layout.location],
      weightCount: weightCount(layout),
    })),
    files: files.map(({ path, byteLength, sha256 }) => ({ path, byteLength, sha256 })),
  };
}

function describeCalibration({ samples, sha256 }: Calibration): Manifest['calibration'] {
  return { samples, sha256 };
}

/** Of each matrix that has codes, by a name in which `*` stands for a layer's number. */
function matrixBits(sessions: DescribedPlan['sessions']): Record<string, 4 | 8> {
  const placed = sessions.flatMap(({ layout }) => layout.weights);
  return Object.fromEntries(
    placed.flatMap(({ tensor, encoding }) =>
      encoding.kind === 'quantized' ? [[starred(tensor), encoding.bits] as const] : [],
    ),
  );
}

/** `language.layers.3.mlp.up_proj.weight` is `language.layers.*.mlp.up_proj`. A merger's own numbers stay. */
function starred(tensor: string): string {
  return tensor.replace(/\.weight$/, '').replace(/(\.layers|\.blocks|_list)\.\d+\./, '$1.*.');
}

function weightCount({ weights }: WeightLayout): number {
  return weights.reduce((sum, weight) => sum + elementCount(weight), 0);
}

/** As it is multiplied with: of a patch projection both frames are one. */
function elementCount({ shape, encoding }: PlacedWeight): number {
  if (encoding.kind === 'patchProjection') return at(shape, 0) * encoding.columns;
  return shape.reduce((product, size) => product * size, 1);
}

function describeVision({ config: { vision }, headsAtOnce }: DescribedPlan): Manifest['vision'] {
  const { windows, positionTable, deepstack } = vision;
  return {
    depth: vision.depth,
    hiddenSize: vision.hiddenSize,
    numHeads: vision.numHeads,
    ropeTheta: vision.ropeTheta,
    outHiddenSize: vision.outHiddenSize,
    ...(windows && { windows: { size: windows.size, fullAttentionBlocks: [...windows.fullAttentionBlocks] } }),
    ...(positionTable && { positionTable: { side: positionTable.side } }),
    ...(headsAtOnce < vision.numHeads && { headsAtOnce }),
    ...(deepstack && deepstack.blocks.length > 0 && { deepstack: { count: deepstack.blocks.length } }),
  };
}

function describeText(text: TextSizes): Manifest['text'] {
  const { positions } = text;
  return {
    numLayers: text.numLayers,
    hiddenSize: text.hiddenSize,
    numHeads: text.numHeads,
    numKeyValueHeads: text.numKeyValueHeads,
    headDim: text.headDim,
    ropeTheta: text.ropeTheta,
    positions: positions.kind === 'plain' ? positions : { ...positions, sections: [...positions.sections] },
  };
}

type RewardParts = Pick<Manifest, 'task' | 'prompts' | 'heads' | 'pooling' | 'selfTest'>;

function describeReward({ task, heads, selfTest }: Reward, { templates, suffix }: PromptTexts): RewardParts {
  return {
    task: { images: task.images.map(({ role }) => ({ role })), text: task.text },
    prompts: templates.map((template) => ({ template, suffix })),
    heads: heads.map(({ key, label, prompt }) => ({ key, label, prompt })),
    pooling: 'mean',
    selfTest: {
      seed: SELF_TEST_SEED,
      images: selfTest.images.map(({ width, height }) => ({ width, height })),
      text: selfTest.text,
      expected: Object.fromEntries(heads.map(({ key }) => [key, UNMEASURED])),
    },
  };
}

function describeTokenizer(tokenizer: ConversionPlan['tokenizer']): Manifest['tokenizer'] {
  return {
    tokenizer: TOKENIZER_PATH,
    config: TOKENIZER_CONFIG_PATH,
    chatTemplate: tokenizer.chatTemplate,
    imageToken: IMAGE_TOKEN,
    imageTokenId: tokenizer.imageTokenId,
    rewardToken: REWARD_TOKEN,
    rewardTokenId: tokenizer.rewardTokenId,
  };
}

function embeddingDtype(entry: TensorEntry): Manifest['embedding']['dtype'] {
  const dtype = EMBEDDING_DTYPES[entry.dtype];
  if (dtype) return dtype;
  throw new BaseModelError(`${entry.name} is stored as ${entry.dtype}; supported: BF16, F16, F32.`, {
    file: entry.source.name,
  });
}
