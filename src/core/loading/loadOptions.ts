import type { Residency } from './device.ts';

export interface LoadOptions {
  /**
   * Where to run. Default `auto`: WebGPU if its self-test passes, else wasm. If WebGPU is software, wasm comes first.
   */
  readonly provider?: 'auto' | 'webgpu' | 'wasm';
  /** For tests only: WebGPU features to ask for first, although they are not known to be safe, e.g. `subgroups`. */
  readonly forceFeatures?: readonly string[];
  /** Default `auto`: resident if that fits the budget and the device, else streamed. */
  readonly residency?: 'auto' | Residency;
  /** Memory of the device that model and work may use, in bytes. Default: as much as the device gives. */
  readonly gpuBudgetBytes?: number;
  /**
   * The most pixels of a picture. It is for models that see pictures at their own size: a larger one takes more time
   * and memory. Default: the model's own limit, as official.
   */
  readonly maxPixels?: number;
}
