import * as v from 'valibot';
import { EditRewardError } from '../errors.ts';

/** The only schema version this code writes and reads. */
export const MANIFEST_SCHEMA_VERSION = 1;

/** The manifest is missing, not JSON, of another version or of another shape. */
export class ManifestError extends EditRewardError {
  override readonly name = 'ManifestError';
}

export const DTYPES = ['fp32', 'q8', 'q4', 'q4f16'] as const;
export type Dtype = (typeof DTYPES)[number];

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const path = v.pipe(
  v.string(),
  v.regex(/^[\w.-]+(\/[\w.-]+)*$/),
  v.check((value) => !value.split('/').includes('..'), 'leaves the package'),
);
const triple = v.tuple([v.number(), v.number(), v.number()]);

const imageProcessor = v.object({
  patchSize: positive,
  /** Patches merged per side into one token. */
  mergeSize: positive,
  temporalPatchSize: positive,
  /** Pixel budget after resizing (official: both 200704). */
  minPixels: positive,
  maxPixels: positive,
  mean: triple,
  std: triple,
  resize: v.optional(v.picklist(['pillow', 'torchvision']), 'pillow'),
  orientation: v.optional(v.picklist(['ignored', 'applied']), 'ignored'),
});
export type ImageProcessorConfig = v.InferOutput<typeof imageProcessor>;

const vision = v.object({
  depth: positive,
  hiddenSize: positive,
  numHeads: positive,
  /** Window side in pixels; attention outside `fullAttentionBlocks` stays inside a window. */
  windowSize: positive,
  fullAttentionBlocks: v.array(count),
  ropeTheta: v.number(),
  outHiddenSize: positive,
});

const text = v.object({
  numLayers: positive,
  hiddenSize: positive,
  numHeads: positive,
  numKeyValueHeads: positive,
  headDim: positive,
  ropeTheta: v.number(),
});

const session = v.object({
  role: v.picklist(['vision', 'decoder', 'heads']),
  /** Half-open range of vision blocks or decoder layers; [0, 0] for heads. */
  layers: v.tuple([count, count]),
  /** One graph a provider family over the same weights: `webgpu` uses its fused attention, `cpu` (wasm, Node) standard operators. */
  graphs: v.object({ webgpu: path, cpu: path }),
  /** External data of all graphs, by the location name that stands in them. */
  externalData: v.array(path),
});
export type SessionEntry = v.InferOutput<typeof session>;
/** Which of a session's graphs. */
export type GraphVariant = keyof SessionEntry['graphs'];

const prompt = v.object({
  /** Key of the dimension, e.g. `instructionFollowing`. */
  dimension: v.picklist(['instructionFollowing', 'visualQuality']),
  /** Text with `{text_prompt}`, which the instruction replaces. */
  template: v.string(),
  /** Text after the template; holds the reward token once. */
  suffix: v.string(),
});
export type PromptEntry = v.InferOutput<typeof prompt>;

const headScore = v.object({ mu: v.number(), logSigma: v.number() });

const selfTest = v.object({
  /** Seed and sizes of the two drawn pictures (see `drawSelfTestImage`). */
  seed: count,
  source: v.object({ width: positive, height: positive }),
  edited: v.object({ width: positive, height: positive }),
  instruction: v.string(),
  expected: v.object({ instructionFollowing: headScore, visualQuality: headScore }),
});
export type SelfTest = v.InferOutput<typeof selfTest>;

const manifest = v.object({
  schemaVersion: v.literal(MANIFEST_SCHEMA_VERSION),
  id: v.string(),
  /** `editreward-qwen2.5-vl`: two images, two prompts, two heads, window tower, plain positions. */
  family: v.literal('editreward-qwen2.5-vl'),
  source: v.object({ repository: v.optional(v.string()), revision: v.optional(v.string()) }),
  licence: v.optional(v.string()),
  /** What the model cannot judge, in one sentence for its users. */
  limits: v.optional(v.string()),
  /** What was odd in the checkpoint, or did not fit the dtype, when it was converted: sentences for its users. */
  warnings: v.optional(v.array(v.string())),
  dtype: v.picklist(DTYPES),
  imageProcessor,
  vision,
  text,
  prompts: v.array(prompt),
  tokenizer: v.object({
    tokenizer: path,
    config: path,
    /** Jinja text of the chat template. */
    chatTemplate: v.string(),
    imageToken: v.string(),
    imageTokenId: count,
    rewardToken: v.string(),
    rewardTokenId: count,
  }),
  /** Row-major table, one row a token id, as stored in the checkpoint. */
  embedding: v.object({
    path,
    dtype: v.picklist(['bf16', 'fp16', 'fp32']),
    rows: positive,
    columns: positive,
  }),
  sessions: v.array(session),
  files: v.array(v.object({ path, byteLength: count, sha256 })),
  selfTest,
});

/** A model package's `manifest.json`: all that is needed to score, and the digest of every other file. */
export type Manifest = v.InferOutput<typeof manifest>;

/** Makes a manifest of unknown JSON text. Throws {@link ManifestError}; `file` names the text for its message. */
export function parseManifest(json: string, file = 'manifest.json'): Manifest {
  const data = parseJson(json, file);
  const version = v.safeParse(v.object({ schemaVersion: v.unknown() }), data);
  if (!version.success)
    throw new ManifestError(`${file} is not a model package's manifest: it has no schemaVersion.`, { file });
  if (version.output.schemaVersion !== MANIFEST_SCHEMA_VERSION) {
    throw new ManifestError(
      `${file} has schema version ${JSON.stringify(version.output.schemaVersion)}; this version of EditReward Web reads ` +
        `${MANIFEST_SCHEMA_VERSION}. Convert the checkpoint again, or update EditReward Web.`,
      { file },
    );
  }
  const result = v.safeParse(manifest, data);
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new ManifestError(`${file} is damaged at "${v.getDotPath(issue) ?? ''}": ${issue.message}.`, { file });
}

function parseJson(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new ManifestError(`${file} is not valid JSON. Copy or download the model package again.`, { file, cause });
  }
}
