import { DeviceError } from '../model/deviceError.ts';
import type { MatrixShape } from './matrixUnits.ts';

/** A GPU process that has just crashed takes a moment to come back. */
const RETURN_TRIES = 6;
const RETURN_RETRY_MS = 500;

/** What an adapter is and has. */
export interface AdapterReport {
  /** For people, e.g. `google swiftshader`. */
  readonly description: string;
  /** Names the adapter, its driver and this browser: with another key, features may behave differently. */
  readonly key: string;
  readonly features: readonly string[];
  readonly subgroupMinSize: number | undefined;
  /** What its matrix units multiply at once; undefined where the browser does not tell. */
  readonly matrixShapes: readonly MatrixShape[] | undefined;
  readonly limits: GPUSupportedLimits;
  /** WebGPU runs on the CPU, in software. */
  readonly isSoftware: boolean;
}

/** The adapter that {@link requestAdapter} gives; undefined where there is none. */
export async function describeAdapter(): Promise<AdapterReport | undefined> {
  const adapter = await requestAdapter().catch(() => undefined);
  if (!adapter) return undefined;
  const { info, features, limits } = adapter;
  const { vendor, architecture, device, description, subgroupMinSize } = info;
  return {
    description: nameOf(info),
    key: [vendor, architecture, device, description, navigator.userAgent].join('/'),
    features: [...features],
    subgroupMinSize,
    matrixShapes: matrixShapesOf(info),
    limits,
    // Browsers before Chromium 136 say it on the adapter itself.
    isSoftware: info.isFallbackAdapter ?? ('isFallbackAdapter' in adapter && adapter.isFallbackAdapter === true),
  };
}

/** As Chromium tells them while the feature is experimental. */
interface MatrixAdapterInfo extends GPUAdapterInfo {
  readonly subgroupMatrixConfigs?: Iterable<MatrixShape> | undefined;
}

function matrixShapesOf({ subgroupMatrixConfigs }: MatrixAdapterInfo): MatrixShape[] | undefined {
  return (
    subgroupMatrixConfigs &&
    Array.from(subgroupMatrixConfigs, ({ componentType, resultComponentType, M, N, K }) => ({
      componentType,
      resultComponentType,
      M,
      N,
      K,
    }))
  );
}

/** Throws {@link DeviceError} when there is no WebGPU. */
export async function requestAdapter(): Promise<GPUAdapter> {
  const gpu: GPU | undefined = navigator.gpu;
  if (!gpu) throw new DeviceError('This browser has no WebGPU, or has it switched off.');
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new DeviceError('This browser has WebGPU, but offers no GPU for it.');
  return adapter;
}

/** Waits until a GPU that was lost is there again, or for {@link RETURN_TRIES} tries. */
export async function waitForAdapter(): Promise<void> {
  for (let tries = 1; tries <= RETURN_TRIES; tries++) {
    if (await describeAdapter()) return;
    await new Promise((resolve) => setTimeout(resolve, RETURN_RETRY_MS));
  }
}

export function nameOf({ vendor, architecture, description }: GPUAdapterInfo): string {
  return description || [vendor, architecture].filter((part) => part !== '').join(' ') || 'GPU';
}
