import type { Residency } from './device.ts';

export interface LoadOptions {
  /** Where to run; default `auto`: WebGPU when its self-test passes, else wasm; wasm first where WebGPU is software. */
  readonly provider?: 'auto' | 'webgpu' | 'wasm';
  /** Tests only: WebGPU features to ask for first although they are not known to be safe, e.g. `subgroups`. */
  readonly forceFeatures?: readonly string[];
  /** Default `auto`: resident where that fits the budget and the device, else streamed. */
  readonly residency?: 'auto' | Residency;
  /** Memory of the device that model and work may use, in bytes; default: as much as it gives. */
  readonly gpuBudgetBytes?: number;
  /**
   * Pictures are made no larger than this, in pixels. For models that see pictures at their own size: a larger one takes more
   * time and memory. Default: the model's own limit, as official.
   */
  readonly maxPixels?: number;
}
