import type { CalibrationSample } from '../../core/keptModels/calibrationSample.ts';

/** The batch that is open with its pictures, as the Batch page lends it to what is done with models. */
export interface OpenedBatch {
  /** Of its dataset. */
  readonly name: string;
  /** Pictures that a conversion is calibrated with, spread over it. Rejects when one cannot be read. */
  samples(): Promise<readonly CalibrationSample[]>;
}
