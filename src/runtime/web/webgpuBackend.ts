import { DeviceError } from '../deviceError.ts';
import type { Backend } from '../session.ts';
import { countBufferBytes } from './countBufferBytes.ts';
import { createWebSession } from './createWebSession.ts';
import { ort } from './onnxruntime.ts';

/** Limits that onnxruntime's kernels use, and that a device has only when they are asked for. */
const WANTED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/**
 * A GPUDevice of our own with exactly `features`. onnxruntime would take every feature of the adapter, and with
 * `subgroups` its attention is silently wrong on some. Throws {@link DeviceError} when there is no WebGPU or a feature is
 * missing.
 */
export async function createWebGpuBackend(features: readonly GPUFeatureName[]): Promise<Backend> {
  const adapter = await requestAdapter();
  const missing = features.filter((feature) => !adapter.features.has(feature));
  if (missing.length > 0) throw new DeviceError(`This GPU has no ${missing.join(', ')}.`);
  const device = await requestDevice(adapter, features);
  const watch = watchDevice(device);
  const buffers = countBufferBytes(device);
  return {
    provider: 'webgpu',
    variant: 'webgpu',
    description: describe(adapter.info),
    features,
    ort,
    createSession: (files, reader) => createWebSession(files, reader, { name: 'webgpu', device }, 'gpu-buffer'),
    guard: (work) => watch.guard(work),
    deviceBytes: () => buffers.bytes(),
    async dispose() {
      watch.stop();
      device.destroy();
    },
  };
}

/** Whether WebGPU would run on the CPU, in software: then wasm, on the same CPU, is the faster of the two. */
export async function isSoftwareWebGpu(): Promise<boolean> {
  const adapter = await requestAdapter().catch(() => undefined);
  if (!adapter) return false;
  // Browsers before Chromium 136 say it on the adapter itself.
  return adapter.info.isFallbackAdapter ?? ('isFallbackAdapter' in adapter && adapter.isFallbackAdapter === true);
}

async function requestAdapter(): Promise<GPUAdapter> {
  const gpu: GPU | undefined = navigator.gpu;
  if (!gpu) throw new DeviceError('This browser has no WebGPU, or has it switched off.');
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new DeviceError('This browser has WebGPU, but offers no GPU for it.');
  return adapter;
}

async function requestDevice(adapter: GPUAdapter, features: readonly GPUFeatureName[]): Promise<GPUDevice> {
  const requiredLimits = Object.fromEntries(WANTED_LIMITS.map((name) => [name, adapter.limits[name]]));
  try {
    return await adapter.requestDevice({ requiredFeatures: [...features], requiredLimits });
  } catch (cause) {
    throw new DeviceError('The GPU could not be opened. Close other tabs that use it, or restart the browser.', {
      cause,
    });
  }
}

function describe({ vendor, architecture, description }: GPUAdapterInfo): string {
  return description || [vendor, architecture].filter((part) => part !== '').join(' ') || 'GPU';
}

/** Makes a device's loss and its errors rejections of whatever is under way. */
function watchDevice(device: GPUDevice) {
  const stopped = new AbortController();
  const failed = new Promise<never>((_, reject) => {
    const fail = (what: string) => reject(new DeviceError(`The GPU ${what} Score again: the model is loaded anew.`));
    void device.lost.then(({ message }) => !stopped.signal.aborted && fail(`was lost. ${message}`));
    const onError = ({ error }: GPUUncapturedErrorEvent) =>
      fail(error instanceof GPUOutOfMemoryError ? 'ran out of memory.' : `failed: ${error.message}`);
    device.addEventListener('uncapturederror', onError, { signal: stopped.signal });
  });
  // Nobody may be waiting when it happens; whoever comes later still gets the rejection.
  failed.catch(() => undefined);
  return {
    guard: <T>(work: Promise<T>): Promise<T> => Promise.race([failed, work]),
    stop: () => stopped.abort(),
  };
}
