import type { SpeedReport } from './layerSpeed.ts';

/** What a device says of itself, and how fast it was measured to be. */
export interface DeviceReport {
  readonly provider: 'webgpu' | 'wasm';
  /** For people, e.g. `google swiftshader` or `CPU, 2 threads`. */
  readonly description: string;
  /** WebGPU features that the adapter has. */
  readonly features: readonly string[];
  /** Limits of one buffer and of one binding, in bytes; undefined on a CPU. */
  readonly maxBufferSize: number | undefined;
  readonly maxStorageBufferBindingSize: number | undefined;
  /** Billions of floating-point operations a second in a float32 matrix product. */
  readonly gflops: number;
  /** How fast it runs layers, if that was ever measured: more than {@link gflops} can tell. */
  readonly speed: SpeedReport | undefined;
  /** Main memory as the browser tells it, rounded and capped; undefined where it tells nothing. */
  readonly memoryBytes: number | undefined;
  /** What the browser still lets this site store, in bytes; undefined where it tells nothing. */
  readonly freeStorageBytes: number | undefined;
}
