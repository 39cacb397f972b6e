import * as v from 'valibot';
import type { SpeedReport } from '../../core/fit/layerSpeed.ts';
import { createJsonMemory } from './jsonMemory.ts';

const rate = v.pipe(v.number(), v.finite(), v.minValue(0));
const layerSpeed = v.optional(v.object({ decoder: rate, vision: rate }));

const speedReport: v.GenericSchema<unknown, SpeedReport> = v.object({
  sampleSize: v.picklist(['whole', 'quarter']),
  layers: v.object({ fp32: layerSpeed, q8: layerSpeed, q4: layerSpeed, q4f16: layerSpeed }),
  isComplete: v.boolean(),
  matrixGain: v.optional(rate),
});

/** What was measured on a device, by its key: another driver or browser is another device. */
export const speedMemory = createJsonMemory('device-speed', speedReport);

/** How many times as fast fp16 is with an adapter's matrix units as without; 0 where it failed with them. */
export const matrixGainMemory = createJsonMemory('matrix-gain', rate);
