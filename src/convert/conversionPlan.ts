import { sha256 } from 'hash-wasm';
import { readText, type FileFolder } from '../core/bytes.ts';
import type { Dtype, ImageProcessorConfig } from '../core/modelPackage/manifest.ts';
import { checkFloatDtype, type TensorEntry } from '../formats/safetensors.ts';
import {
  BaseModelError,
  parseBaseConfig,
  parseEditRewardOverrides,
  parsePreprocessor,
  type BaseConfig,
  type EditRewardOverrides,
} from './baseModel.ts';
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import { planPackage, type SessionPlan } from './packagePlan.ts';
import type { PromptTexts } from './promptSource.ts';
import { prepareTokenizer, type PreparedTokenizer } from './tokenizerFiles.ts';

export interface ConvertRequest {
  /** Official-layout checkpoint. */
  readonly checkpoint: FileFolder;
  /** The base model's config, tokenizer and preprocessor. */
  readonly base: FileFolder;
  readonly prompts: PromptTexts;
  readonly dtype: Dtype;
  /** Quantise without zero points. */
  readonly symmetric: boolean;
  readonly maxLayersPerShard?: number | undefined;
  readonly id: string;
  readonly repository?: string | undefined;
  readonly revision?: string | undefined;
  readonly licence?: string | undefined;
}

/** All that is known before the first weight is read. */
export interface ConversionPlan {
  readonly config: BaseConfig;
  readonly tokenizer: PreparedTokenizer;
  readonly imageProcessor: ImageProcessorConfig;
  /** What the model cannot judge, where its folder says so. */
  readonly limits: string | undefined;
  readonly checkpoint: Checkpoint;
  readonly sessions: readonly SessionPlan[];
  readonly embedding: TensorEntry;
  /** Stands for everything that the bytes of the package's files depend on, the manifest apart. */
  readonly fingerprint: string;
}

/** Raise it when the same request gives other bytes than before: an unfinished conversion then starts over. */
const CONVERTER_REVISION = 1;

/** EditReward has two reward heads. */
const HEAD_COUNT = 2;

/**
 * Reads configs, tokenizer and the checkpoint's headers, and checks that they go together. Throws the errors of
 * checkpoint, base model and tokenizer.
 */
export async function planConversion(request: ConvertRequest): Promise<ConversionPlan> {
  const { base, dtype, symmetric, maxLayersPerShard } = request;
  const stated = parseBaseConfig(await readRequired(base, 'config.json'));
  const tokenizer = await prepareTokenizer(base);
  const overrides = await readOverrides(base);
  const imageProcessor = parsePreprocessor(await readRequired(base, 'preprocessor_config.json'), overrides);
  const checkpoint = await openCheckpoint(request.checkpoint);
  const config = withBiasesOf(checkpoint, stated);
  const sessions = planPackage(config, { dtype, symmetric, headCount: HEAD_COUNT, maxLayersPerShard });
  const embedding = checkEmbedding(checkpoint, config, tokenizer.vocabularySize);
  const entries = [...sessions.flatMap((session) => sessionEntries(checkpoint, session)), embedding];
  for (const entry of entries) checkFloatDtype(entry);
  const parts = { config, tokenizer, imageProcessor, limits: overrides?.limits, checkpoint, sessions, embedding };
  return { ...parts, fingerprint: await fingerprintOf(request, parts, entries) };
}

/** The official class has these biases whatever its config says: where the checkpoint has them, they count. */
function withBiasesOf(checkpoint: Checkpoint, config: BaseConfig): BaseConfig {
  const hasBias = checkpoint.tensors.has('language.layers.0.self_attn.q_proj.bias');
  return { ...config, text: { ...config.text, attentionBias: config.text.attentionBias || hasBias } };
}

/** The checkpoint's tensors that a session is made of. Throws what `Checkpoint.get` throws. */
export function sessionEntries(checkpoint: Checkpoint, { layout }: SessionPlan): TensorEntry[] {
  return layout.weights.map(({ tensor, sourceShape }) => checkpoint.get(tensor, sourceShape));
}

async function fingerprintOf(
  { dtype, symmetric }: ConvertRequest,
  { config, tokenizer, sessions }: Omit<ConversionPlan, 'fingerprint'>,
  entries: readonly TensorEntry[],
): Promise<string> {
  const { tokenizerJson, tokenizerConfigJson } = tokenizer;
  const shards = sessions.map(({ role, layers }) => [role, layers]);
  const tensors = entries.map(({ name, dtype: type, shape, start, source }) => {
    const { name: file, byteLength, version = '' } = source;
    return [name, type, shape, start, file, byteLength, version];
  });
  const all = [CONVERTER_REVISION, dtype, symmetric, config, shards, tensors, tokenizerJson, tokenizerConfigJson];
  return sha256(JSON.stringify(all));
}

async function readRequired(folder: FileFolder, path: string): Promise<string> {
  const source = await folder.open(path);
  if (source) return readText(source);
  throw new BaseModelError(
    `${path} is missing from ${folder.name}. Choose the folder of the checkpoint's base model.`,
    { file: path },
  );
}

async function readOverrides(base: FileFolder): Promise<EditRewardOverrides | undefined> {
  const overrides = await base.open('editreward.json');
  return overrides && parseEditRewardOverrides(await readText(overrides));
}

/** The checkpoint says how many rows there are, whatever the base config names; the tokenizer must not need more. */
function checkEmbedding(checkpoint: Checkpoint, { text }: BaseConfig, vocabularySize: number): TensorEntry {
  const entry = checkpoint.get('language.embed_tokens.weight', [null, text.hiddenSize]);
  const rows = entry.shape[0] ?? 0;
  if (rows >= vocabularySize) return entry;
  throw new BaseModelError(
    `The tokenizer has ${vocabularySize} tokens, the checkpoint's embedding only ${rows} rows: they do not belong ` +
      'together. Choose the base model that this checkpoint was trained from.',
  );
}
