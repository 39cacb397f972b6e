import type { CandidateOutcome } from './outcome.ts';

export type ScoreProgress =
  /** A step begins. `candidate` is an index into the request's candidates; undefined for the source. */
  | {
      readonly type: 'stage';
      readonly stage: 'decoding' | 'vision' | 'language';
      readonly candidate: number | undefined;
      /** Steps done of all steps, for a bar. */
      readonly done: number;
      readonly total: number;
    }
  | { readonly type: 'outcome'; readonly candidate: number; readonly outcome: CandidateOutcome };
