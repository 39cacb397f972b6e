import type { Dtype } from '../modelPackage/manifest.ts';
import type { DeviceSpeed, LayerSpeed, SpeedReport } from './layerSpeed.ts';

export interface Recommendation {
  readonly dtype: Dtype;
  /** Why, in one or two sentences. */
  readonly text: string;
}

/** fp16 rounds more, and needs a GPU that has it: it must be faster by more than a measurement's noise. */
const MIN_GAIN = 1.1;

/** About the share of the tower in the work of the models that are published. */
const VISION_SHARE = 0.2;

/** Which of the 4-bit dtypes to convert to, as measured. Undefined if q4 was not measured. */
export function recommendDtype(devices: readonly DeviceSpeed[]): Recommendation | undefined {
  const [best] = devices.flatMap(rateOfQ4).toSorted((a, b) => b.q4 - a.q4);
  if (!best) return undefined;
  const { report, where, q4 } = best;
  const half = report.layers.q4f16;
  if (!half) return { dtype: 'q4', text: whyNotHalf(best) };
  const gain = rateOf(half) / q4;
  const times = `${gain.toFixed(gain < 10 ? 2 : 0)} times as fast as q4 on ${where}`;
  return gain >= MIN_GAIN
    ? { dtype: 'q4f16', text: `q4f16 is ${times}.` }
    : { dtype: 'q4', text: `q4f16 is ${times}, which is not worth its coarser rounding.` };
}

interface Rated {
  readonly provider: DeviceSpeed['provider'];
  readonly report: SpeedReport;
  /** "WebGPU (an adapter)", "CPU, 8 threads" */
  readonly where: string;
  readonly q4: number;
}

function rateOfQ4({ provider, description, report }: DeviceSpeed): Rated[] {
  const speed = report.layers.q4;
  if (!speed) return [];
  const where = provider === 'webgpu' ? `WebGPU (${description})` : description;
  return [{ provider, report, where, q4: rateOf(speed) }];
}

/** Billions of operations a second, of tower and decoder together. */
function rateOf({ vision, decoder }: LayerSpeed): number {
  return 1 / (VISION_SHARE / vision + (1 - VISION_SHARE) / decoder);
}

function whyNotHalf({ provider, report, where }: Rated): string {
  if (provider === 'wasm') return `The fastest device here is ${where}, which computes in 32 bits in any case.`;
  return report.isComplete ? `${where} runs no q4f16.` : `Time ran out before q4f16 was measured on ${where}.`;
}
