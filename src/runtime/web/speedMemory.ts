import * as v from 'valibot';
import { speedReport } from '../../core/fit/layerSpeed.ts';
import { createJsonMemory } from './jsonMemory.ts';

/** What was measured on a device, by its key: another driver or browser is another device. */
export const speedMemory = createJsonMemory('device-speed', speedReport);

/** How many times as fast fp16 is with an adapter's matrix units as without; 0 where it failed with them. */
export const matrixGainMemory = createJsonMemory('matrix-gain', v.pipe(v.number(), v.finite()));
