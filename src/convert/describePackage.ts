import { MANIFEST_SCHEMA_VERSION, type Manifest } from '../core/modelPackage/manifest.ts';
import type { TensorEntry } from '../formats/safetensors.ts';
import { BaseModelError } from './baseModel.ts';
import type { ConversionPlan, ConvertRequest } from './conversionPlan.ts';
import type { JournalRecord } from './conversionJournal.ts';
import { findingTexts } from './weightFindings.ts';
import { IMAGE_TOKEN, REWARD_TOKEN } from './tokenizerFiles.ts';

export const EMBEDDING_PATH = 'embedding.bin';
export const TOKENIZER_PATH = 'tokenizer.json';
export const TOKENIZER_CONFIG_PATH = 'tokenizer_config.json';

/** The self-test's input; a whole pair at the model's own size, because kernels are chosen by shape. */
const SELF_TEST_INPUT = {
  seed: 1,
  images: [
    { width: 420, height: 330 },
    { width: 360, height: 400 },
  ],
  text: 'Draw a red circle in the middle.',
};

const UNMEASURED = { mu: 0, logSigma: 0 };

const EMBEDDING_DTYPES: Readonly<Record<string, Manifest['embedding']['dtype']>> = {
  BF16: 'bf16',
  F16: 'fp16',
  F32: 'fp32',
};

/** The manifest of `request`'s package, whose `files` are written and whose self-test is not yet measured. */
export function describePackage(
  request: ConvertRequest,
  plan: ConversionPlan,
  files: readonly JournalRecord['finished'][number][],
): Manifest {
  const { text, vision } = plan.config;
  const warnings = [...plan.warnings, ...findingTexts(files.flatMap(({ findings = [] }) => findings))];
  const { instructionFollowing, visualQuality, suffix } = request.prompts;
  return {
    schemaVersion: MANIFEST_SCHEMA_VERSION,
    id: request.id,
    model: { title: 'EditReward' },
    source: {
      ...(request.repository !== undefined && { repository: request.repository }),
      ...(request.revision !== undefined && { revision: request.revision }),
    },
    ...(request.licence !== undefined && { licence: request.licence }),
    ...(plan.limits !== undefined && { limits: plan.limits }),
    ...(warnings.length > 0 && { warnings }),
    dtype: request.dtype,
    imageProcessor: { ...plan.imageProcessor, resize: 'pillow', orientation: 'ignored' },
    vision: {
      depth: vision.depth,
      hiddenSize: vision.hiddenSize,
      numHeads: vision.numHeads,
      ropeTheta: vision.ropeTheta,
      outHiddenSize: vision.outHiddenSize,
      windows: { size: vision.windowSize, fullAttentionBlocks: [...vision.fullAttentionBlocks] },
    },
    text: {
      numLayers: text.numLayers,
      hiddenSize: text.hiddenSize,
      numHeads: text.numHeads,
      numKeyValueHeads: text.numKeyValueHeads,
      headDim: text.headDim,
      ropeTheta: text.ropeTheta,
      positions: { kind: 'plain' },
    },
    task: { images: [{ role: 'source' }, { role: 'candidate' }], text: 'instruction' },
    prompts: [
      { template: instructionFollowing, suffix },
      { template: visualQuality, suffix },
    ],
    heads: [
      { key: 'instructionFollowing', label: 'Instruction following', prompt: 0 },
      { key: 'visualQuality', label: 'Visual quality', prompt: 1 },
    ],
    pooling: 'mean',
    tokenizer: describeTokenizer(plan.tokenizer),
    embedding: {
      path: EMBEDDING_PATH,
      dtype: embeddingDtype(plan.embedding),
      rows: plan.embedding.shape[0] ?? 0,
      columns: text.hiddenSize,
    },
    sessions: plan.sessions.map(({ role, layers, layout, graphs }) => ({
      role,
      layers: [...layers],
      graphs: { webgpu: graphs.webgpu.path, cpu: graphs.cpu.path },
      externalData: [layout.location],
    })),
    files: files.map(({ path, byteLength, sha256 }) => ({ path, byteLength, sha256 })),
    selfTest: {
      ...SELF_TEST_INPUT,
      expected: { instructionFollowing: UNMEASURED, visualQuality: UNMEASURED },
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
