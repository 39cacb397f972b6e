/**
 * What a row says of people's judgement. A row that says nothing and a row that is not understood are two things. Only
 * the first may be filled by an assumption. Neither takes part in a figure of agreement.
 */
export type Judgement =
  /** People ranked the edits or scored the one: the item holds it. */
  | { readonly kind: 'understood' }
  /** The row says nothing itself, but its layout does: HPDv3's official files put the preferred picture first. */
  | { readonly kind: 'layout' }
  /**
   * `firstMayBePreferred`: a pair of the layout whose official files put the preferred edit first. `byScores`: the ranks that
   * scores of the first dimension would give, by which GenAI-Bench and AURORA are judged.
   */
  | { readonly kind: 'absent'; readonly firstMayBePreferred: boolean; readonly byScores?: readonly number[] }
  /** Nothing is said, and the user chose to take the first edit for the preferred one. */
  | { readonly kind: 'assumed' }
  /** Nothing is said of the whole edits, and the user chose to go by the scores of their first dimension. */
  | { readonly kind: 'scores' }
  /** `reason`: what stands there, and why it was not understood; a sentence for people. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** Kept by version 0.1, which took the first edit for the preferred one where nothing was said. */
  | { readonly kind: 'unknown' };

/** One for all items: a dataset may have a million. */
export const UNDERSTOOD: Judgement = { kind: 'understood' };
export const BY_LAYOUT: Judgement = { kind: 'layout' };
export const ASSUMED: Judgement = { kind: 'assumed' };
export const BY_SCORES: Judgement = { kind: 'scores' };
export const ABSENT: Judgement = { kind: 'absent', firstMayBePreferred: false };
/** Of a pair in which the first edit may be the preferred one. */
export const ABSENT_IN_PAIR: Judgement = { kind: 'absent', firstMayBePreferred: true };
export const UNKNOWN: Judgement = { kind: 'unknown' };

/** What an item says of the judgement in it. */
interface Judged {
  readonly ranks: readonly number[] | undefined;
  readonly judgement?: Judgement | undefined;
  readonly candidates: readonly { readonly humanScore: number | undefined }[];
}

/** The judgement of an item. That of an item which version 0.1 kept, as far as it can be known. */
export function judgementOf({ judgement, ranks, candidates }: Judged): Judgement {
  if (judgement !== undefined) return judgement;
  if (ranks === undefined) return candidates.some((one) => one.humanScore !== undefined) ? UNDERSTOOD : ABSENT;
  return ranks.length === 2 && ranks[0] === 1 && ranks[1] === 2 ? UNKNOWN : UNDERSTOOD;
}

/** How many items have a judgement of each kind. Those that version 0.1 did not know are named only where there are any. */
export type JudgementCounts = Readonly<Record<Exclude<Judgement['kind'], NewerKind>, number>> & {
  readonly [Kind in NewerKind]?: number;
};

type NewerKind = 'layout' | 'scores';

export function countJudgements(items: readonly Judged[]): JudgementCounts {
  const all = { understood: 0, absent: 0, assumed: 0, unreadable: 0, unknown: 0, layout: 0, scores: 0 };
  for (const item of items) all[judgementOf(item).kind]++;
  const { layout, scores, ...others } = all;
  return { ...others, ...(layout > 0 && { layout }), ...(scores > 0 && { scores }) };
}

/** Of items of two datasets, or of one that both are of. */
export function addJudgements(one: JudgementCounts, other: JudgementCounts): JudgementCounts {
  const kinds = [...new Set([...Object.keys(one), ...Object.keys(other)])] as (keyof JudgementCounts)[];
  const sums = kinds.map((kind) => [kind, (one[kind] ?? 0) + (other[kind] ?? 0)]);
  return Object.fromEntries(sums) as JudgementCounts;
}
