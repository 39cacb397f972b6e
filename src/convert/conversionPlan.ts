import { digestText } from '../core/bytes/sha256.ts';
import { at } from '../core/at.ts';
import type { FileFolder } from '../core/bytes/bytes.ts';
import type { ImageProcessorConfig } from '../core/modelPackage/imageProcessorConfig.ts';
import type { Dtype } from '../core/modelPackage/manifest.ts';
import { checkFloatDtype, type TensorEntry } from '../formats/safetensors.ts';
import { countNonFinite } from './auditRows.ts';
import { BaseModelError } from './baseModelError.ts';
import { checkCalibration, type Calibration } from './calibration/calibration.ts';
import type { Base, BaseConfig } from './bases/base.ts';
import { baseOfAddedTokens } from './bases/bases.ts';
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import { checkAgreement, unusedNames } from './checkpointAgreement.ts';
import { checkBase, checkPrompts, rewardOf } from './checkpointReward.ts';
import { headsAtOnce } from './headsAtOnce.ts';
import { listed } from '../core/listed.ts';
import { planPackage, type SessionPlan } from './packagePlan.ts';
import { NonFiniteWeightError } from './quantizeBlock.ts';
import type { PromptTexts } from './promptSource.ts';
import { readBase } from './readBase.ts';
import type { Reward } from './rewards/reward.ts';
import { REWARD_TOKEN, type PreparedTokenizer } from './tokenizerFiles.ts';

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
  /** Default: each weight is rounded by itself. */
  readonly calibration?: Calibration | undefined;
}

/** All that is known before the first weight is read. */
export interface ConversionPlan {
  readonly base: Base;
  readonly reward: Reward;
  readonly config: BaseConfig;
  readonly tokenizer: PreparedTokenizer;
  readonly imageProcessor: ImageProcessorConfig;
  /** What the model cannot judge, where its folder says so. */
  readonly limits: string | undefined;
  readonly checkpoint: Checkpoint;
  /** Heads of the vision tower that look at the whole of an image at a time. */
  readonly headsAtOnce: number;
  readonly sessions: readonly SessionPlan[];
  readonly embedding: TensorEntry;
  /** What is odd and no reason to refuse, for people. */
  readonly warnings: readonly string[];
  /** Stands for everything that the bytes of the package's files depend on, the manifest apart. */
  readonly fingerprint: string;
}

/** Raise it when the same request gives other bytes than before: an unfinished conversion then starts over. */
const CONVERTER_REVISION = 3;

/**
 * Reads configs, tokenizer and the checkpoint's headers, and checks that they go together. Throws the errors of
 * checkpoint, base model and tokenizer.
 */
export async function planConversion(request: ConvertRequest): Promise<ConversionPlan> {
  const { dtype, symmetric, maxLayersPerShard, calibration } = request;
  if (calibration) checkCalibration(dtype);
  const { base, stated, vocabSize, tokenizer, imageProcessor, limits } = await readBase(request.base);
  const checkpoint = await openCheckpoint(request.checkpoint);
  const reward = rewardOf(checkpoint);
  checkBase(checkpoint, reward, base);
  checkPrompts(checkpoint, reward, request.prompts);
  checkAgreement(checkpoint, stated);
  const config = base.biasesAsStored ? withBiasesOf(checkpoint, stated) : stated;
  const atOnce = headsAtOnce(imageProcessor, config.vision.numHeads);
  const sessions = planPackage({ base, config, reward, headsAtOnce: atOnce }, { dtype, symmetric, maxLayersPerShard });
  const embedding = checkpoint.get(EMBEDDING_NAME, [null, config.text.hiddenSize]);
  const entries = [...sessions.flatMap((session) => sessionEntries(checkpoint, session)), embedding];
  for (const entry of entries) checkFloatDtype(entry);
  await checkHeads(checkpoint, sessions);
  const warnings = [
    ...tokenizer.warnings,
    ...checkRows(embedding, tokenizer, vocabSize, base),
    ...passedOver(checkpoint, sessions, base),
  ];
  const parts = {
    base,
    reward,
    config,
    tokenizer,
    imageProcessor,
    limits,
    checkpoint,
    headsAtOnce: atOnce,
    sessions,
    embedding,
  };
  return { ...parts, warnings, fingerprint: await fingerprintOf(request, parts, entries) };
}

const EMBEDDING_NAME = 'language.embed_tokens.weight';

/** For official classes that have these biases whatever their config says. */
function withBiasesOf(checkpoint: Checkpoint, config: BaseConfig): BaseConfig {
  const hasBias = checkpoint.tensors.has('language.layers.0.self_attn.q_proj.bias');
  return { ...config, text: { ...config.text, attentionBias: config.text.attentionBias || hasBias } };
}

/** The checkpoint's tensors that a session is made of. Throws what `Checkpoint.get` throws. */
export function sessionEntries(checkpoint: Checkpoint, { layout }: SessionPlan): TensorEntry[] {
  return layout.weights.map(({ tensor, sourceShape }) => checkpoint.get(tensor, sourceShape));
}

async function fingerprintOf(
  { dtype, symmetric, calibration }: ConvertRequest,
  { base, reward, config, tokenizer, headsAtOnce: atOnce, sessions }: Omit<ConversionPlan, 'fingerprint' | 'warnings'>,
  entries: readonly TensorEntry[],
): Promise<string> {
  const { tokenizerJson, tokenizerConfigJson } = tokenizer;
  const shards = sessions.map(({ role, layers }) => [role, layers]);
  const tensors = entries.map(({ name, dtype: type, shape, start, source }) => {
    const { name: file, byteLength, version = '' } = source;
    return [name, type, shape, start, file, byteLength, version];
  });
  const model = [base.key, reward.key, config, atOnce];
  const samples = calibration ? [calibration.samples, calibration.sha256] : [];
  const all = [
    CONVERTER_REVISION,
    dtype,
    symmetric,
    samples,
    model,
    shards,
    tensors,
    tokenizerJson,
    tokenizerConfigJson,
  ];
  return digestText(JSON.stringify(all));
}

/**
 * Training gives the embedding a row for each token of its tokenizer, whatever `vocab_size` said before. Another tokenizer
 * would give the reward token another row, silently. Without a `vocab_size` the model is no published one: a warning will do.
 */
function checkRows(
  { shape, source }: TensorEntry,
  tokenizer: PreparedTokenizer,
  vocabSize: unknown,
  base: Base,
): string[] {
  const rows = at(shape, 0);
  const tokens = tokenizer.vocabularySize;
  if (rows === tokens) return [];
  const apart = `The tokenizer has ${tokens} tokens with ${REWARD_TOKEN}, the checkpoint's embedding`;
  if (rows > tokens && typeof vocabSize !== 'number') {
    return [`${apart} has ${rows} rows. If it was trained with another tokenizer, all scores are wrong.`];
  }
  throw new BaseModelError(
    `${apart} ${rows > tokens ? '' : 'only '}${rows} rows: they do not belong together. ${whose(tokenizer, base)}` +
      'Choose the base model that this checkpoint was trained from.',
    { file: source.name },
  );
}

/** Names the tokenizer, where the number of its added tokens gives it away. */
function whose({ addedTokens }: PreparedTokenizer, base: Base): string {
  const other = baseOfAddedTokens(addedTokens);
  if (!other || other === base) return '';
  return `tokenizer.json adds ${addedTokens} tokens, as that of ${other.title} does, and config.json is that of a ${base.title}. `;
}

/** Heads are small and come last. A fault in them should show before everything else is converted. */
async function checkHeads(checkpoint: Checkpoint, sessions: readonly SessionPlan[]): Promise<void> {
  const heads = sessions.filter(({ role }) => role === 'heads');
  for (const entry of heads.flatMap((session) => sessionEntries(checkpoint, session))) {
    const count = await countNonFinite(entry);
    if (count > 0) throw new NonFiniteWeightError({ tensor: entry.name, file: entry.source.name, count });
  }
}

function passedOver(checkpoint: Checkpoint, sessions: readonly SessionPlan[], { title }: Base): string[] {
  const used = new Set(sessions.flatMap(({ layout }) => layout.weights.map(({ tensor }) => tensor)));
  const names = [...checkpoint.unknownNames, ...unusedNames(checkpoint, used.add(EMBEDDING_NAME), title)];
  return names.length === 0 ? [] : [`The checkpoint holds what nothing is made of: ${listed(names)}.`];
}
