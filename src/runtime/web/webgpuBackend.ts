import { DeviceError } from '../model/deviceError.ts';
import type { Backend } from '../model/session.ts';
import { nameOf, requestAdapter } from './adapter.ts';
import { countBufferBytes } from './countBufferBytes.ts';
import { createWebSession } from './createWebSession.ts';
import { loadOnnxruntime } from './onnxruntime.ts';
import type { WebGpuWay } from './webgpuWays.ts';

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
 * Creates a GPUDevice of our own with exactly `features`. onnxruntime would take every feature of the adapter, and with
 * `subgroups` its attention is silently wrong on some. Throws {@link DeviceError} when there is no WebGPU or a feature
 * is missing.
 */
export async function createWebGpuBackend({ features, variant }: WebGpuWay): Promise<Backend> {
  const adapter = await requestAdapter();
  const missing = features.filter((feature) => !adapter.features.has(feature));
  if (missing.length > 0) throw new DeviceError(`This GPU has no ${missing.join(', ')}.`);
  const runtime = await loadOnnxruntime();
  const device = await requestDevice(adapter, features);
  const watch = watchDevice(device);
  const buffers = countBufferBytes(device);
  return {
    provider: 'webgpu',
    variant,
    description: nameOf(adapter.info),
    features,
    ort: runtime.ort,
    createSession: (files, reader) =>
      createWebSession(runtime, files, reader, { name: 'webgpu', device }, 'gpu-buffer'),
    guard: (work) => watch.guard(work),
    deviceBytes: buffers.bytes,
    peakDeviceBytes: buffers.peakBytes,
    async dispose() {
      watch.stop();
      device.destroy();
    },
  };
}

async function requestDevice(adapter: GPUAdapter, features: readonly string[]): Promise<GPUDevice> {
  const requiredLimits = Object.fromEntries(WANTED_LIMITS.map((name) => [name, adapter.limits[name]]));
  try {
    return await adapter.requestDevice({ requiredFeatures: features as GPUFeatureName[], requiredLimits });
  } catch (cause) {
    throw new DeviceError('The GPU could not be opened. Close other tabs that use it, or restart the browser.', {
      cause,
    });
  }
}

/** A runtime may notice the end of its device, in words of its own, before the browser reports it. */
const LOSS_REPORT_MS = 200;

async function throwLater(error: unknown): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, LOSS_REPORT_MS));
  throw error;
}

/** Makes a device's loss and its errors rejections of whatever is under way. */
function watchDevice(device: GPUDevice) {
  const stopped = new AbortController();
  const failed = new Promise<never>((_, reject) => {
    const onLost = ({ message }: GPUDeviceLostInfo) => reject(new DeviceError(`The GPU was lost. ${message}`.trim()));
    void device.lost.then((info) => (stopped.signal.aborted ? undefined : onLost(info)));
    const onError = ({ error }: GPUUncapturedErrorEvent) => {
      const outOfMemory = error instanceof GPUOutOfMemoryError;
      const what = outOfMemory ? 'ran out of memory.' : `failed: ${error.message}`;
      reject(new DeviceError(`The GPU ${what}`, { isOutOfMemory: outOfMemory }));
    };
    device.addEventListener('uncapturederror', onError, { signal: stopped.signal });
  });
  // Nobody may be waiting when it happens; whoever comes later still gets the rejection.
  failed.catch(() => undefined);
  return {
    guard: <T>(work: Promise<T>): Promise<T> => Promise.race([failed, work.catch(throwLater)]),
    stop: () => stopped.abort(),
  };
}
