import type { CandidateScore } from '../../src/core/score/score.ts';

/** A step of a scoring began. */
export interface TimedStep {
  readonly stage: 'vision' | 'language';
  /** Undefined for the source. */
  readonly candidate: number | undefined;
  readonly atMs: number;
}

export interface TimedScoring {
  readonly scores: readonly CandidateScore[];
  readonly steps: readonly TimedStep[];
  /** Of the whole scoring, on the clock of the steps. */
  readonly startMs: number;
  readonly endMs: number;
}

export interface ScoringTask {
  /** Of the pictures: tasks with different seeds share none. */
  readonly seed: number;
  readonly candidates: number;
  readonly reuse: boolean;
}

/** A place where the mid-size model runs. */
export interface ReuseTarget {
  /** For people, e.g. `onnxruntime-node`. */
  readonly description: string;
  /** Scores drawn pictures of 448 by 448 pixels. */
  score(task: ScoringTask): Promise<TimedScoring>;
  /** Processes whose memory counts. */
  processes(): number[];
  close(): Promise<void>;
}

export const PICTURE_SIDE = 448;
export const INSTRUCTION = 'Make the roof blue';

/** Seeds of a task's source and candidates. */
export function pictureSeeds({ seed, candidates }: ScoringTask): number[] {
  return Array.from({ length: candidates + 1 }, (_, index) => 1000 * seed + index);
}
