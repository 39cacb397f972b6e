import * as v from 'valibot';
import { EditRewardError } from '../errors.ts';
import type { ReportedModel } from '../score/scoreReport.ts';
import { sizeLimitTexts } from '../score/sizeLimitTexts.ts';

/** A reference set cannot be made, read or used: its message says why. */
export class ReferenceSetError extends EditRewardError {
  override readonly name = 'ReferenceSetError';
}

/** The name of the file in a package, and the one that the page offers. */
export const REFERENCE_FILE = 'reference.json';
/** Steps of half a percent between as many scores as are kept of each head: a file of a few KB, whatever it is of. */
export const MAX_POINTS = 201;
/** Among fewer scores a place says little: each would be more than a tenth of them. */
export const LEAST_SCORES = 10;
/** The reward's own key, beside those of heads: no head can have it. */
export const REWARD_KEY = 'reward';

const ascending = v.pipe(
  v.array(v.pipe(v.number(), v.finite())),
  v.minLength(LEAST_SCORES),
  v.maxLength(MAX_POINTS),
  v.check((points) => points.every((point, k) => k === 0 || point >= (points[k - 1] ?? point)), 'is not ascending'),
);

const schema = v.object({
  format: v.literal('editreward-reference'),
  version: v.literal(1),
  /** Which model gave the scores: they cannot be compared with another's. */
  model: v.object({
    id: v.string(),
    dtype: v.string(),
    revision: v.exactOptional(v.string()),
    manifestSha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    maxPixels: v.exactOptional(v.number()),
  }),
  /** What was scored, in the plural: "drawn edits". It stands in "better than 82% of 600 drawn edits". */
  of: v.pipe(v.string(), v.nonEmpty(), v.maxLength(100)),
  /** Where that comes from: a sentence. */
  origin: v.pipe(v.string(), v.maxLength(500)),
  /** How many were scored. */
  count: v.pipe(v.number(), v.integer(), v.minValue(LEAST_SCORES)),
  /** Ascending scores, evenly spaced by rank, of the reward (`reward`) and of each head. All of them, if they are few. */
  points: v.objectWithRest({ [REWARD_KEY]: ascending }, ascending),
});

/** Many scores of one model, for a new one to be compared with: what `reference.json` holds. */
export type ReferenceSet = v.InferOutput<typeof schema>;

/** Makes a reference set of JSON text; `file` names it for messages. Throws {@link ReferenceSetError}. */
export function parseReferenceSet(json: string, file: string): ReferenceSet {
  const result = v.safeParse(schema, parseJson(json, file));
  if (result.success) return result.output;
  const where = v.getDotPath(result.issues[0]);
  throw new ReferenceSetError(
    `${file} is not a reference set${where === null ? '' : `: "${where}" is wrong`}. Make one with \`editreward reference\`.`,
    { file },
  );
}

function parseJson(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new ReferenceSetError(`${file} is not a reference set: it is not JSON. Choose a ${REFERENCE_FILE}.`, {
      file,
      cause,
    });
  }
}

/** A model with the reference set that came in its package. */
export interface ReferencedModel extends ReportedModel {
  readonly reference?: ReferenceSet | undefined;
}

/**
 * Whether `set` is of scores that this model would give. A set that came with the package was made before the package had
 * it, so the package counts as the one that gave it, too.
 */
export function isReferenceOf(set: ReferenceSet, { manifestSha256, maxPixels, reference }: ReferencedModel): boolean {
  const known = [manifestSha256, reference?.model.manifestSha256];
  return known.includes(set.model.manifestSha256) && set.model.maxPixels === maxPixels;
}

/** Throws {@link ReferenceSetError} where {@link isReferenceOf} is false, and names both models. */
export function checkReference(set: ReferenceSet, model: ReferencedModel, file: string): void {
  if (isReferenceOf(set, model)) return;
  throw new ReferenceSetError(
    `${file} holds scores of ${nameOf(set.model)}, and this model is ${nameOf(model)}. Scores of two models cannot be ` +
      'compared. Make a reference set of results of this model.',
    { file },
  );
}

/** As many digits as tell packages apart at a glance. */
const DIGEST_DIGITS = 8;

function nameOf(model: ReportedModel): string {
  const { id, dtype, manifestSha256 } = model;
  return [`${id} ${dtype} (${manifestSha256.slice(0, DIGEST_DIGITS)})`, ...sizeLimitTexts(model)].join(', ');
}
