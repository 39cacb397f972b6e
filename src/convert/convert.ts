import { readText, type ByteSink, type FileFolder, type SinkFolder } from '../core/bytes.ts';
import { throwIfAborted } from '../core/errors.ts';
import { MANIFEST_SCHEMA_VERSION, type Dtype, type Manifest, type SelfTest } from '../core/modelPackage/manifest.ts';
import { writeOnnxModel } from '../formats/onnx.ts';
import type { TensorEntry } from '../formats/safetensors.ts';
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
import { IMAGE_TOKEN, REWARD_TOKEN, prepareTokenizer } from './tokenizerFiles.ts';
import { writeWeights, type WriteWeightsOptions } from './writeWeights.ts';

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

export interface ConvertHooks {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (readBytes: number, totalBytes: number) => void;
  /** Scores the self-test's input with the package as it is written, `manifest` being its manifest to be. */
  readonly measureSelfTest: (manifest: Manifest) => Promise<SelfTest['expected']>;
}

/** The self-test's input; a whole pair at the model's own size, because kernels are chosen by shape. */
const SELF_TEST_INPUT = {
  seed: 1,
  source: { width: 420, height: 330 },
  edited: { width: 360, height: 400 },
  instruction: 'Draw a red circle in the middle.',
};

const UNMEASURED = { mu: 0, logSigma: 0 };

type PackageFile = Manifest['files'][number];

/**
 * Converts a checkpoint to a model package in `out`. Everything is checked before the first byte is written. Throws the
 * errors of checkpoint, base model, tokenizer and prompts, and `AbortError`.
 */
export async function convertCheckpoint(
  request: ConvertRequest,
  out: SinkFolder,
  hooks: ConvertHooks,
): Promise<Manifest> {
  const config = parseBaseConfig(await readRequired(request.base, 'config.json'));
  const tokenizer = await prepareTokenizer(request.base);
  const overrides = await readOverrides(request.base);
  const imageProcessor = parsePreprocessor(await readRequired(request.base, 'preprocessor_config.json'), overrides);
  const checkpoint = await openCheckpoint(request.checkpoint);
  const { dtype, symmetric, maxLayersPerShard } = request;
  const sessions = planPackage(config, { dtype, symmetric, headCount: 2, maxLayersPerShard });
  const embedding = checkEmbedding(checkpoint, config, tokenizer.vocabularySize);
  const progress = startProgress(checkpoint, sessions, embedding, hooks);

  const files: PackageFile[] = [];
  const write = async (path: string, fill: (sink: ByteSink) => Promise<void>) => {
    throwIfAborted(hooks.signal);
    const sink = await out.create(path);
    await fill(sink);
    files.push({ path, ...(await sink.close()) });
  };
  const writeText = (path: string, text: string) => write(path, (sink) => sink.write(new TextEncoder().encode(text)));

  for (const session of sessions) {
    await write(session.layout.location, (sink) => writeWeights(checkpoint, session.layout, sink, progress));
    for (const { path, graph } of Object.values(session.graphs)) {
      await write(path, (sink) => sink.write(writeOnnxModel(graph)));
    }
  }
  await write('embedding.bin', (sink) => copyBytes(embedding, sink, progress));
  await writeText('tokenizer.json', tokenizer.tokenizerJson);
  await writeText('tokenizer_config.json', tokenizer.tokenizerConfigJson);

  const draft = describePackage(request, {
    config,
    tokenizer,
    imageProcessor,
    limits: overrides?.limits,
    embedding,
    sessions,
    files,
  });
  const expected = await hooks.measureSelfTest(draft);
  const manifest = { ...draft, selfTest: { ...draft.selfTest, expected } };
  await writeText('manifest.json', `${JSON.stringify(manifest, undefined, 1)}\n`);
  return manifest;
}

async function readRequired(folder: FileFolder, path: string): Promise<string> {
  const source = await folder.open(path);
  if (source) return readText(source);
  throw new BaseModelError(
    `${path} is missing from ${folder.name}. Choose the folder of the checkpoint's base model.`,
    {
      file: path,
    },
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

function startProgress(
  checkpoint: Checkpoint,
  sessions: readonly SessionPlan[],
  embedding: TensorEntry,
  { signal, onProgress }: ConvertHooks,
): WriteWeightsOptions {
  const entries = sessions.flatMap(({ layout }) =>
    layout.weights.map(({ tensor, sourceShape }) => checkpoint.get(tensor, sourceShape)),
  );
  const total = [...entries, embedding].reduce((sum, entry) => sum + entry.end - entry.start, 0);
  let read = 0;
  const onBytes = (byteLength: number) => {
    read += byteLength;
    onProgress?.(read, total);
  };
  return { signal, onBytes };
}

/** Bytes copied at a time. */
const COPY_BYTES = 16 * 1024 * 1024;

async function copyBytes(entry: TensorEntry, sink: ByteSink, { signal, onBytes }: WriteWeightsOptions): Promise<void> {
  for (let start = entry.start; start < entry.end; start += COPY_BYTES) {
    throwIfAborted(signal);
    const piece = await entry.source.slice(start, Math.min(start + COPY_BYTES, entry.end));
    await sink.write(piece);
    onBytes(piece.byteLength);
  }
}

const EMBEDDING_DTYPES: Readonly<Record<string, Manifest['embedding']['dtype']>> = {
  BF16: 'bf16',
  F16: 'fp16',
  F32: 'fp32',
};

interface PackageParts {
  readonly config: BaseConfig;
  readonly tokenizer: Awaited<ReturnType<typeof prepareTokenizer>>;
  readonly imageProcessor: Manifest['imageProcessor'];
  readonly limits: string | undefined;
  readonly embedding: TensorEntry;
  readonly sessions: readonly SessionPlan[];
  readonly files: readonly PackageFile[];
}

function describePackage(request: ConvertRequest, parts: PackageParts): Manifest {
  const { text, vision } = parts.config;
  const { instructionFollowing, visualQuality, suffix } = request.prompts;
  return {
    schemaVersion: MANIFEST_SCHEMA_VERSION,
    id: request.id,
    family: 'editreward-qwen2.5-vl',
    source: {
      ...(request.repository !== undefined && { repository: request.repository }),
      ...(request.revision !== undefined && { revision: request.revision }),
    },
    ...(request.licence !== undefined && { licence: request.licence }),
    ...(parts.limits !== undefined && { limits: parts.limits }),
    dtype: request.dtype,
    imageProcessor: parts.imageProcessor,
    vision: {
      depth: vision.depth,
      hiddenSize: vision.hiddenSize,
      numHeads: vision.numHeads,
      windowSize: vision.windowSize,
      fullAttentionBlocks: [...vision.fullAttentionBlocks],
      ropeTheta: vision.ropeTheta,
      outHiddenSize: vision.outHiddenSize,
    },
    text: {
      numLayers: text.numLayers,
      hiddenSize: text.hiddenSize,
      numHeads: text.numHeads,
      numKeyValueHeads: text.numKeyValueHeads,
      headDim: text.headDim,
      ropeTheta: text.ropeTheta,
    },
    prompts: [
      { dimension: 'instructionFollowing', template: instructionFollowing, suffix },
      { dimension: 'visualQuality', template: visualQuality, suffix },
    ],
    tokenizer: describeTokenizer(parts.tokenizer),
    embedding: {
      path: 'embedding.bin',
      dtype: embeddingDtype(parts.embedding),
      rows: parts.embedding.shape[0] ?? 0,
      columns: text.hiddenSize,
    },
    sessions: parts.sessions.map(({ role, layers, layout, graphs }) => ({
      role,
      layers: [...layers],
      graphs: { webgpu: graphs.webgpu.path, cpu: graphs.cpu.path },
      externalData: [layout.location],
    })),
    files: [...parts.files],
    selfTest: {
      ...SELF_TEST_INPUT,
      expected: { instructionFollowing: UNMEASURED, visualQuality: UNMEASURED },
    },
  };
}

function describeTokenizer(tokenizer: PackageParts['tokenizer']): Manifest['tokenizer'] {
  return {
    tokenizer: 'tokenizer.json',
    config: 'tokenizer_config.json',
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
