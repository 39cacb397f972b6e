import { EditRewardError } from '../errors.ts';
import type { ReportedModel } from '../score/scoreReport.ts';
import { sizeLimitTexts } from '../score/sizeLimitTexts.ts';
import { tasteTexts } from '../score/tasteTexts.ts';

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
/** Of what was scored, and of where it comes from: both are shown whole. */
export const MAX_LENGTHS = { of: 100, origin: 300 } as const;
/** The reward's own key, beside those of heads: no head can have it. */
export const REWARD_KEY = 'reward';

/** Many scores of one model, for a new one to be compared with: what `reference.json` holds. */
export interface ReferenceSet {
  readonly format: 'editreward-reference';
  readonly version: 1;
  /** Which model gave the scores: they cannot be compared with another's. */
  readonly model: Omit<ReportedModel, 'limits'>;
  /** What was scored, in the plural: "drawn edits". It stands in "better than 82% of 600 drawn edits". */
  readonly of: string;
  /** Where that comes from: a sentence. */
  readonly origin: string;
  /** How many were scored. */
  readonly count: number;
  /** Ascending scores, evenly spaced by rank, of the reward (`reward`) and of each head. All of them, if they are few. */
  readonly points: Readonly<Record<string, readonly number[]>> & { readonly [REWARD_KEY]: readonly number[] };
}

/** A model with the reference set that came in its package. */
export interface ReferencedModel extends ReportedModel {
  readonly reference?: ReferenceSet | undefined;
}

/**
 * Whether `set` is of scores that this model would give. A set that came with the package was made before the package had
 * it, so the package counts as the one that gave it, too.
 */
export function isReferenceOf(set: ReferenceSet, model: ReferencedModel): boolean {
  const { manifestSha256, maxPixels, taste, reference } = model;
  const known = [manifestSha256, reference?.model.manifestSha256];
  const isOfOneTaste = set.model.taste?.sha256 === taste?.sha256;
  return known.includes(set.model.manifestSha256) && set.model.maxPixels === maxPixels && isOfOneTaste;
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
  const name = `${id} ${dtype} (${manifestSha256.slice(0, DIGEST_DIGITS)})`;
  return [name, ...sizeLimitTexts(model), ...tasteTexts(model)].join(', ');
}
