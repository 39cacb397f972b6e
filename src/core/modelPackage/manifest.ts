import * as v from 'valibot';
import type { ImageProcessorConfig } from './imageProcessorConfig.ts';
import { EditRewardError } from '../errors.ts';
import { isHeadKey } from '../score/headKey.ts';
import { IMAGE_ROLES, TEXT_NAMES, type ImageRole } from '../task.ts';
import { DTYPES } from './dtype.ts';
import type { GraphVariant } from './graphVariant.ts';
import { liftManifest, schema1 } from './liftManifest.ts';

/** The schema version this code writes. It also reads version 1: see {@link liftManifest}. */
export const MANIFEST_SCHEMA_VERSION = 2;

/** The manifest is missing, not JSON, of another version or of another shape. */
export class ManifestError extends EditRewardError {
  override readonly name = 'ManifestError';
  override readonly kind = 'package';
}

export { DTYPES, type Dtype } from './dtype.ts';
export type { GraphVariant } from './graphVariant.ts';

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
  mergeSize: positive,
  temporalPatchSize: positive,
  minPixels: positive,
  maxPixels: positive,
  mean: triple,
  std: triple,
  resize: v.picklist(['pillow', 'torchvision']),
  orientation: v.picklist(['ignored', 'applied']),
}) satisfies v.GenericSchema<unknown, ImageProcessorConfig>;

const vision = v.object({
  depth: positive,
  hiddenSize: positive,
  numHeads: positive,
  ropeTheta: v.number(),
  outHiddenSize: positive,
  /** Side of a window in pixels; attention outside `fullAttentionBlocks` stays inside one. Without: always the whole image. */
  windows: v.optional(v.object({ size: positive, fullAttentionBlocks: v.array(count) })),
  /** A square table of learned positions, of `side` rows and columns, read bilinearly. */
  positionTable: v.optional(v.object({ side: positive })),
  /** Heads that look at the whole of an image at a time, with their scores in memory. Absent: all heads. */
  headsAtOnce: v.optional(positive),
  /** Features of `count` blocks of the tower that are added after as many of the first decoder layers. */
  deepstack: v.optional(v.object({ count: positive })),
});

const positions = v.variant('kind', [
  /** 0, 1, 2, … */
  v.object({ kind: v.literal('plain') }),
  /** Time, height and width; frequencies of each axis, taken in turns. */
  v.object({ kind: v.literal('mrope'), sections: v.tuple([count, count, count]), interleaved: v.literal(true) }),
]);

const text = v.object({
  numLayers: positive,
  hiddenSize: positive,
  numHeads: positive,
  numKeyValueHeads: positive,
  headDim: positive,
  ropeTheta: v.number(),
  positions,
});

const session = v.object({
  role: v.picklist(['vision', 'decoder', 'heads']),
  /** Half-open range of vision blocks or decoder layers; [0, 0] for heads. */
  layers: v.tuple([count, count]),
  /**
   * Two graphs over the same weights, one for each family of providers. `webgpu` uses its fused attention, `cpu` (wasm,
   * Node) standard operators.
   */
  graphs: v.object({ webgpu: path, cpu: path } satisfies Record<GraphVariant, unknown>),
  /** External data of all graphs, by the location name that stands in them. */
  externalData: v.array(path),
  /** Numbers in it, however many bits each has. Absent in packages of before: the length of the data tells about as much. */
  weightCount: v.optional(positive),
});
export type SessionEntry = v.InferOutput<typeof session>;

const prompt = v.object({
  /** Text with `{text_prompt}`, which the instruction replaces. */
  template: v.string(),
  /** Text after the template; holds the reward token once. */
  suffix: v.string(),
});
export type PromptEntry = v.InferOutput<typeof prompt>;

const taskEntry = v.object({
  /** What each prompt shows, in this order: `source` is shared by all candidates, `candidate` is the judged one. */
  images: v.pipe(
    v.array(v.object({ role: v.picklist(IMAGE_ROLES) })),
    v.check((images) => countOf(images, 'candidate') === 1, 'needs one candidate'),
    v.check((images) => countOf(images, 'source') <= 1, 'has several sources'),
  ),
  /** What the text is called for people. */
  text: v.picklist(TEXT_NAMES),
});

const head = v.object({
  /** Names the head in results, e.g. `overall`. */
  key: v.pipe(v.string(), v.check(isHeadKey, 'it is not a plain name, or is one that results files use otherwise')),
  /** For people, e.g. "Overall". */
  label: v.pipe(v.string(), v.nonEmpty()),
  /** Index of the prompt at whose reward token it reads. */
  prompt: count,
});
export type HeadEntry = v.InferOutput<typeof head>;

const headEntries = v.pipe(
  v.array(head),
  v.minLength(1),
  v.check((list) => new Set(list.map(({ key }) => key)).size === list.length, 'has a key twice'),
);

const headScore = v.object({ mu: v.number(), logSigma: v.number() });

const selfTestEntry = v.object({
  /** Seed of the first drawn picture (see `drawSelfTestImage`); each next one has the next seed. */
  seed: count,
  /** In the order of the task's images. */
  images: v.array(v.object({ width: positive, height: positive })),
  text: v.string(),
  /** By head. */
  expected: v.record(v.string(), headScore),
});
export type SelfTest = v.InferOutput<typeof selfTestEntry>;

const fields = v.object({
  schemaVersion: v.literal(MANIFEST_SCHEMA_VERSION),
  id: v.string(),
  /** The model's name for people, e.g. "EditReward". */
  model: v.object({ title: v.pipe(v.string(), v.nonEmpty()) }),
  source: v.object({ repository: v.optional(v.string()), revision: v.optional(v.string()) }),
  licence: v.optional(v.string()),
  /** What the model cannot judge, in one sentence for its users. */
  limits: v.optional(v.string()),
  /**
   * Oddities of the checkpoint, and weights that did not fit the dtype, when it was converted. Sentences for its users.
   */
  warnings: v.optional(v.array(v.string())),
  dtype: v.picklist(DTYPES),
  /**
   * Bits of each matrix that is quantised, by its name in the checkpoint without `.weight`; `*` stands for the number of a
   * layer or block. Packages of before do not say: all have as many as the dtype is named for.
   */
  matrixBits: v.optional(v.record(v.string(), v.picklist([4, 8]))),
  /** With how many samples its 4 bits were calibrated, and a digest of them; never the pictures. Absent: with none. */
  calibration: v.optional(v.object({ samples: positive, sha256 })),
  imageProcessor,
  vision,
  text,
  task: taskEntry,
  prompts: v.array(prompt),
  heads: headEntries,
  /** How the reward is made of the heads: mu and log sigma are each the mean over them. */
  pooling: v.literal('mean'),
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
  /** Many scores of this model, for new ones to be compared with (`ReferenceSet`). Absent: the package brings none. */
  reference: v.optional(v.object({ path })),
  files: v.array(v.object({ path, byteLength: count, sha256 })),
  selfTest: selfTestEntry,
});

/** What each part says of another has to be true. */
const manifest = v.pipe(
  fields,
  v.check(
    ({ heads, prompts }) => heads.every((entry) => entry.prompt < prompts.length),
    'a head reads a prompt that is not there',
  ),
  v.check(
    ({ prompts, heads }) => prompts.every((_, index) => heads.some((entry) => entry.prompt === index)),
    'a prompt has no head',
  ),
  v.check(
    ({ task, selfTest }) => task.images.length === selfTest.images.length,
    'the self-test has another number of images than the task',
  ),
  v.check(
    ({ heads, selfTest }) => heads.every(({ key }) => Object.hasOwn(selfTest.expected, key)),
    'the self-test expects nothing of a head',
  ),
);

/** A model package's `manifest.json`: all that is needed to score, and the digest of every other file. */
export type Manifest = v.InferOutput<typeof manifest>;

/**
 * Makes a manifest of unknown JSON text. One of schema 1 becomes what it means in schema 2. Throws
 * {@link ManifestError}; `file` names the text for its message.
 */
export function parseManifest(json: string, file = 'manifest.json'): Manifest {
  const data = parseJson(json, file);
  switch (schemaVersionOf(data, file)) {
    case MANIFEST_SCHEMA_VERSION:
      return parseFields(manifest, data, file);
    case 1:
      return parseFields(manifest, liftManifest(parseFields(schema1, data, file)), file);
  }
}

function schemaVersionOf(data: unknown, file: string): 1 | typeof MANIFEST_SCHEMA_VERSION {
  const result = v.safeParse(v.object({ schemaVersion: v.unknown() }), data);
  if (!result.success)
    throw new ManifestError(`${file} is not a model package's manifest: it has no schemaVersion.`, { file });
  const { schemaVersion } = result.output;
  if (schemaVersion === 1 || schemaVersion === MANIFEST_SCHEMA_VERSION) return schemaVersion;
  throw new ManifestError(
    `${file} has schema version ${JSON.stringify(schemaVersion)}; this version of EditReward Web reads 1 and ` +
      `${MANIFEST_SCHEMA_VERSION}. Convert the checkpoint again, or update EditReward Web.`,
    { file },
  );
}

function parseFields<Output>(schema: v.GenericSchema<unknown, Output>, data: unknown, file: string): Output {
  const result = v.safeParse(schema, data);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const where = v.getDotPath(issue);
  throw new ManifestError(`${file} is damaged${where === null ? '' : ` at "${where}"`}: ${issue.message}.`, { file });
}

function countOf(images: readonly { readonly role: ImageRole }[], role: ImageRole): number {
  return images.filter((image) => image.role === role).length;
}

function parseJson(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new ManifestError(`${file} is ${noJson(json)}`, { file, cause });
  }
}

/** Many hosts answer with a page of theirs, and no error, where there is nothing. */
function noJson(found: string): string {
  return found.trimStart().startsWith('<')
    ? 'a web page: there is no model package at this address. Check it.'
    : 'not valid JSON. Copy or download the model package again.';
}
