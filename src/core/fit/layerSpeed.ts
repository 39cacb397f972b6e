import * as v from 'valibot';
import { DTYPES, type Dtype } from '../modelPackage/manifest.ts';

const rate = v.pipe(v.number(), v.finite(), v.minValue(0));

const layerSpeed = v.object({ decoder: rate, vision: rate });
/** Billions of operations a second, as `flops.ts` counts them, in a decoder layer and in a vision block. */
export type LayerSpeed = v.InferOutput<typeof layerSpeed>;

const sampleSize = v.picklist(['whole', 'quarter']);
/** How large the timed layers were: as a 7B's, or of a quarter of its widths, on devices that are too slow for that. */
export type SampleSize = v.InferOutput<typeof sampleSize>;

export const speedReport = v.object({
  sampleSize,
  /** By dtype. One that is not here was not measured, or the device cannot run it. */
  layers: v.partial(v.object({ fp32: layerSpeed, q8: layerSpeed, q4: layerSpeed, q4f16: layerSpeed })),
  /** False if time ran out before all dtypes were measured. */
  isComplete: v.boolean(),
  /** How many times as fast fp16 is with the GPU's matrix units as without; absent where there are none, or not measured. */
  matrixGain: v.optional(rate),
});

/** How fast a device runs layers of a real model's sizes. */
export type SpeedReport = v.InferOutput<typeof speedReport>;

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
