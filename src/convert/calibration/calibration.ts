/** A conversion's second half: the package that was written scores samples, and its 4 bits are written anew by what is learnt. */
import type { Dtype, Manifest } from '../../core/modelPackage/manifest.ts';
import { MATRIX_BITS } from '../graphs/matrixBits.ts';
import { CalibrationError } from './feedbackFactors.ts';

/** By the names of a graph's statistics: sums of products of a matrix's inputs over all samples. */
export type StatisticsSums = ReadonlyMap<string, Float32Array>;

/** Hears of the statistics of each session, by the path of its graph, when all samples have passed it. */
export type OnStatistics = (graph: string, sums: StatisticsSums) => Promise<void>;

export interface Calibration {
  /** How many pictures are judged. */
  readonly samples: number;
  /** Stands for pictures and texts, and for their order. */
  readonly sha256: string;
  /** Has the package of `manifest`, which lacks its manifest still, judge the samples: shard by shard, each shard once. */
  collect(manifest: Manifest, onStatistics: OnStatistics): Promise<void>;
}

/** Throws {@link CalibrationError} where a dtype has no matrix that it would change. */
export function checkCalibration(dtype: Dtype): void {
  if (isCalibrated(dtype)) return;
  throw new CalibrationError(
    `Calibrating changes matrices of 4 bits, and ${dtype} has none. Convert to q4 or q4mixed, or without calibration.`,
  );
}

/** Whether a dtype has matrices of 4 bits. */
export function isCalibrated(dtype: Dtype): boolean {
  return Object.values(MATRIX_BITS[dtype]).includes(4);
}
