import { at } from '../at.ts';
import type { ResultScore } from '../dataset/resultItem.ts';
import type { ReportedModel } from '../score/scoreReport.ts';
import {
  LEAST_SCORES,
  MAX_LENGTHS,
  MAX_POINTS,
  ReferenceSetError,
  REWARD_KEY,
  type ReferenceSet,
} from './referenceSet.ts';

/** What a reference set is made of. */
export interface ReferenceScores {
  readonly model: ReportedModel;
  /** See {@link ReferenceSet}. */
  readonly of: string;
  readonly origin: string;
  readonly scores: readonly ResultScore[];
}

/** Throws {@link ReferenceSetError} for too few scores. A head that not every score has is left out. */
export function makeReferenceSet({ model, of, origin, scores }: ReferenceScores): ReferenceSet {
  const [first] = scores;
  if (!first || scores.length < LEAST_SCORES) {
    throw new ReferenceSetError(
      `A reference set needs ${LEAST_SCORES} scores at least, and there are ${scores.length}. Score more pictures.`,
    );
  }
  const heads = Object.keys(first.heads ?? {}).flatMap((key) => {
    const values = scores.flatMap((score) => score.heads?.[key]?.mu ?? []);
    return values.length === scores.length ? [[key, pointsOf(values)] as const] : [];
  });
  const { id, dtype, revision, manifestSha256, maxPixels, taste } = model;
  return {
    format: 'editreward-reference',
    version: 1,
    model: {
      id,
      dtype,
      ...(revision !== undefined && { revision }),
      manifestSha256,
      ...(maxPixels !== undefined && { maxPixels }),
      ...(taste && { taste: { name: taste.name, sha256: taste.sha256 } }),
    },
    of: shortened(of, MAX_LENGTHS.of),
    origin: shortened(origin, MAX_LENGTHS.origin),
    count: scores.length,
    points: { [REWARD_KEY]: pointsOf(scores.map(({ reward }) => reward)), ...Object.fromEntries(heads) },
  };
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** Scores of one model on two devices may differ in the digits beyond these. */
const DIGITS = 6;

/** The least, the greatest, and those at even steps of rank between. */
function pointsOf(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const count = Math.min(sorted.length, MAX_POINTS);
  const point = (k: number) => at(sorted, Math.round((k * (sorted.length - 1)) / (count - 1)));
  return Array.from({ length: count }, (_, k) => Number(point(k).toPrecision(DIGITS)));
}
