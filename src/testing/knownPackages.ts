/** What packages of the published models will be like, from the sizes that their base models are published with. */
import { parseBaseConfig } from '../convert/bases/baseConfig.ts';
import { describePackage } from '../convert/describePackage.ts';
import { headsAtOnce } from '../convert/headsAtOnce.ts';
import { planPackage, type SessionPlan } from '../convert/packagePlan.ts';
import { editReward } from '../convert/rewards/editReward.ts';
import { hpsv3 } from '../convert/rewards/hpsv3.ts';
import type { Reward } from '../convert/rewards/reward.ts';
import type { ImageProcessorConfig } from '../core/modelPackage/imageProcessorConfig.ts';
import type { Dtype, Manifest } from '../core/modelPackage/manifest.ts';
import { writeOnnxModel } from '../formats/onnx.ts';

interface KnownModel {
  readonly key: string;
  /** The sizes in `config.json` of the base model. */
  readonly config: object;
  readonly reward: Reward;
  /** Of the tokenizer, with the reward token: rows of the embedding. */
  readonly tokens: number;
  /** Characters of each prompt's template; those of what follows it. */
  readonly promptLengths: readonly number[];
  readonly imageProcessor: Pick<
    ImageProcessorConfig,
    'patchSize' | 'minPixels' | 'maxPixels' | 'resize' | 'orientation'
  >;
}

const TEXT_7B = {
  hidden_size: 3584,
  intermediate_size: 18_944,
  num_attention_heads: 28,
  num_hidden_layers: 28,
  num_key_value_heads: 4,
  rope_scaling: { type: 'mrope', mrope_section: [16, 24, 24] },
  rope_theta: 1_000_000,
};
const FIXED_SIZE = {
  patchSize: 14,
  minPixels: 200_704,
  maxPixels: 200_704,
  resize: 'pillow',
  orientation: 'ignored',
} as const;

const SUFFIX_LENGTH = 67;
const EDIT_PROMPTS = [1820, 1724];

const MODELS: readonly KnownModel[] = [
  {
    key: 'editreward-qwen2.5-vl-7b',
    config: { model_type: 'qwen2_5_vl', ...TEXT_7B, vision_config: { depth: 32, out_hidden_size: 3584 } },
    reward: editReward,
    tokens: 151_666,
    promptLengths: EDIT_PROMPTS,
    imageProcessor: FIXED_SIZE,
  },
  {
    key: 'hpsv3-qwen2-vl-7b',
    config: {
      model_type: 'qwen2_vl',
      ...TEXT_7B,
      vision_config: { depth: 32, embed_dim: 1280, mlp_ratio: 4, num_heads: 16, in_chans: 3, hidden_size: 3584 },
    },
    reward: hpsv3,
    tokens: 151_658,
    promptLengths: [2523],
    imageProcessor: FIXED_SIZE,
  },
  {
    key: 'editreward-qwen3-vl-8b',
    config: {
      model_type: 'qwen3_vl',
      text_config: {
        head_dim: 128,
        hidden_size: 4096,
        intermediate_size: 12_288,
        num_attention_heads: 32,
        num_hidden_layers: 36,
        num_key_value_heads: 8,
        rope_scaling: { mrope_interleaved: true, mrope_section: [24, 20, 20], rope_type: 'default' },
        rope_theta: 5_000_000,
      },
      vision_config: {
        deepstack_visual_indexes: [8, 16, 24],
        depth: 27,
        hidden_size: 1152,
        intermediate_size: 4304,
        num_heads: 16,
        num_position_embeddings: 2304,
        out_hidden_size: 4096,
        patch_size: 16,
      },
    },
    reward: editReward,
    tokens: 151_670,
    promptLengths: EDIT_PROMPTS,
    imageProcessor: {
      patchSize: 16,
      minPixels: 65_536,
      maxPixels: 16_777_216,
      resize: 'torchvision',
      orientation: 'applied',
    },
  },
];

/** What the page recommends, by what it measures. */
const DTYPES: readonly Dtype[] = ['q4', 'q4f16'];

/** Checkpoints are published in bf16, heads in float32. */
const SOURCE_BYTES = { body: 2, heads: 4 };

/** By model: what `src/app/models/knownSizes.ts` holds. */
export function planKnownPackages() {
  return Object.fromEntries(MODELS.map((model) => [model.key, planKnown(model)]));
}

function planKnown(model: KnownModel) {
  const packages = DTYPES.map((dtype) => [dtype, planDtype(model, dtype)] as const);
  const { imageProcessor, vision, text, task } = packages[0]?.[1].manifest ?? {};
  return {
    sourceBytes: packages[0]?.[1].sourceBytes,
    imageProcessor,
    vision,
    text,
    task,
    promptLengths: model.promptLengths.map((length) => length + SUFFIX_LENGTH),
    dtypes: Object.fromEntries(packages.map(([dtype, { manifest }]) => [dtype, sizesOf(manifest)])),
  };
}

/** Shards as role, layers, bytes and weights; and what all other files have together. */
function sizesOf({ sessions, files }: Pick<Manifest, 'sessions' | 'files'>) {
  const lengths = new Map(files.map(({ path, byteLength }) => [path, byteLength]));
  const shards = sessions.map(({ role, layers, externalData: [path = ''], weightCount }) => {
    return [role, ...layers, lengths.get(path), weightCount];
  });
  const total = files.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const inShards = sessions.reduce((sum, { externalData: [path = ''] }) => sum + (lengths.get(path) ?? 0), 0);
  return { otherBytes: total - inShards, shards };
}

function planDtype(model: KnownModel, dtype: Dtype) {
  const { base, config } = parseBaseConfig(JSON.stringify(model.config));
  const imageProcessor: ImageProcessorConfig = { ...COMMON, ...model.imageProcessor };
  const atOnce = headsAtOnce(imageProcessor, config.vision.numHeads);
  const sessions = planPackage(
    { base, config, reward: model.reward, headsAtOnce: atOnce },
    { dtype, symmetric: false },
  );
  const embeddingBytes = model.tokens * config.text.hiddenSize * SOURCE_BYTES.body;
  const files = [...sessions.flatMap(filesOf), { path: 'embedding.bin', byteLength: embeddingBytes }];
  const manifest = describePackage(
    requestOf(model, dtype),
    { ...NOTHING_ELSE, reward: model.reward, config, headsAtOnce: atOnce, sessions, imageProcessor },
    files.map((file) => ({ ...file, sha256: '' })),
  );
  return { manifest, sourceBytes: sessions.reduce((sum, one) => sum + sourceOf(one), embeddingBytes) };
}

const COMMON: Pick<ImageProcessorConfig, 'mergeSize' | 'temporalPatchSize' | 'mean' | 'std'> = {
  mergeSize: 2,
  temporalPatchSize: 2,
  mean: [0, 0, 0],
  std: [1, 1, 1],
};

function requestOf({ reward, promptLengths }: KnownModel, dtype: Dtype): Parameters<typeof describePackage>[0] {
  const templates = promptLengths.map((length) => 'x'.repeat(length));
  return { id: '', dtype, prompts: { reward: reward.key, templates, suffix: 'x'.repeat(SUFFIX_LENGTH) } };
}

/** What costs do not depend on. */
const NOTHING_ELSE = {
  limits: undefined,
  warnings: [],
  embedding: {
    name: '',
    dtype: 'BF16',
    shape: [1],
    start: 0,
    end: 0,
    source: { name: '', byteLength: 0, slice: async () => new Uint8Array() },
  },
  tokenizer: {
    tokenizerJson: '',
    tokenizerConfigJson: '',
    chatTemplate: '',
    rewardTokenId: 0,
    imageTokenId: 0,
    vocabularySize: 0,
    addedTokens: 0,
    tokenIds: { idOf: (): undefined => undefined },
    warnings: [],
  },
} as const;

function filesOf({ layout, graphs }: SessionPlan) {
  const graphFiles = Object.values(graphs).map(({ path, graph }) => ({
    path,
    byteLength: writeOnnxModel(graph).byteLength,
  }));
  return [{ path: layout.location, byteLength: layout.byteLength }, ...graphFiles];
}

function sourceOf({ role, layout }: SessionPlan): number {
  const each = role === 'heads' ? SOURCE_BYTES.heads : SOURCE_BYTES.body;
  return layout.weights.reduce(
    (sum, { sourceShape }) => sum + each * sourceShape.reduce((product, size) => product * size, 1),
    0,
  );
}
