import type { CandidateOutcome } from '../../core/score/outcome.ts';
import type { CandidateScore, HeadName } from '../../core/score/score.ts';
import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import type { ReportedDevice, ReportedModel } from '../../core/score/scoreReport.ts';
import { chanceOfReward } from '../../core/score/verdict.ts';
import type { TextName } from '../../core/task.ts';

export interface SharedPicture {
  readonly name: string;
  readonly blob: Blob;
}

export interface SharedCandidate extends SharedPicture {
  /** From 1; shared by those that the model cannot tell apart. Undefined: it failed. */
  readonly rank: number | undefined;
  /** The model can tell it from all others, and finds it the best. */
  readonly leads: boolean;
  readonly outcome: CandidateOutcome;
}

/** A finished comparison, with all that one needs to know of it who was not there. */
export interface SharedSession {
  /** What the instruction is called for people. */
  readonly textName: TextName;
  readonly instruction: string;
  /** Undefined where the model looks at none, or where it is not on the page any more. */
  readonly source: SharedPicture | undefined;
  /** The best first, those that failed last. */
  readonly candidates: readonly SharedCandidate[];
  readonly heads: readonly HeadName[];
  /** Undefined with fewer than two scores. */
  readonly verdict: string | undefined;
  /** The model cannot judge such pictures. */
  readonly isDemo: boolean;
  /** From which chance on one counts as better. */
  readonly callFrom: number;
  readonly orientation: ImageOrientation;
  readonly model: ReportedModel & { readonly title: string };
  readonly device: ReportedDevice;
  /** What a reader has to know before the numbers, each as a sentence. */
  readonly caveats: readonly string[];
  /** What the numbers can be compared with. */
  readonly note: string;
}

export interface ScoredPicture extends SharedCandidate {
  readonly score: CandidateScore;
}

export function scoredCandidates({ candidates }: Pick<SharedSession, 'candidates'>): readonly ScoredPicture[] {
  return candidates.flatMap((candidate) => {
    const { outcome } = candidate;
    return outcome.status === 'scored' ? [{ ...candidate, score: outcome.score }] : [];
  });
}

export interface RivalChances {
  /** That it is better than the one after it; undefined for the last one. */
  readonly thanNext: number | undefined;
  /** That it is better than the first one; undefined for the first one itself. */
  readonly thanBest: number | undefined;
}

/** For each scored candidate, in their order. */
export function rivalChances(scored: readonly ScoredPicture[]): readonly RivalChances[] {
  const [best] = scored;
  return scored.map(({ score }, index) => {
    const next = scored[index + 1];
    return {
      thanNext: next && chanceOfReward(score, next.score),
      thanBest: best && index > 0 ? chanceOfReward(score, best.score) : undefined,
    };
  });
}
