import { DTYPES, type Dtype } from '../modelPackage/dtype.ts';

/** Billions of operations a second, as `flops.ts` counts them, in a decoder layer and in a vision block. */
export interface LayerSpeed {
  readonly decoder: number;
  readonly vision: number;
}

/** How large the timed layers were: as a 7B's, or of a quarter of its widths, on devices that are too slow for that. */
export type SampleSize = 'whole' | 'quarter';

/** How fast a device runs layers of a real model's sizes. */
export interface SpeedReport {
  readonly sampleSize: SampleSize;
  /** By dtype. One that is not here was not measured, or the device cannot run it. */
  readonly layers: { readonly [dtype in Dtype]?: LayerSpeed | undefined };
  /** False if time ran out before all dtypes were measured. */
  readonly isComplete: boolean;
  /** How many times as fast fp16 is with the GPU's matrix units as without; absent where there are none, or not measured. */
  readonly matrixGain?: number | undefined;
}

/** Matrix units round more: they must be faster by more than a measurement's noise, or they are left alone. */
export const MIN_MATRIX_GAIN = 1.05;

/** A dtype whose layers are timed. */
export type TimedDtype = keyof SpeedReport['layers'];

/** A device, and what was measured on it. */
export interface DeviceSpeed {
  readonly provider: 'webgpu' | 'wasm';
  /** For people, as a `DeviceReport` has it. */
  readonly description: string;
  readonly report: SpeedReport;
}

/** A step of a measurement is about to begin. */
export interface SpeedProgress {
  readonly provider: DeviceSpeed['provider'];
  /** Undefined while the device is opened. */
  readonly dtype: Dtype | undefined;
  readonly done: number;
  readonly total: number;
}

/** How fast a device runs layers of a dtype. Mixed bits are as fast as 4, which most of their weights have. */
export function speedOf({ layers }: SpeedReport, dtype: Dtype): LayerSpeed | undefined {
  return layers[dtype === 'q4mixed' ? 'q4' : dtype];
}

/** Dtypes that were measured, in the order of {@link DTYPES}. */
export function measuredDtypes({ layers }: SpeedReport): TimedDtype[] {
  return DTYPES.filter((dtype) => dtype !== 'q4mixed').filter((dtype) => layers[dtype] !== undefined);
}
