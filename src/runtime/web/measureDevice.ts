import type { DeviceReport } from '../../core/fit/deviceReport.ts';
import type { SpeedReport } from '../../core/fit/layerSpeed.ts';
import { measureGflops } from '../trust/deviceSpeed.ts';
import { describeAdapter } from './adapter.ts';
import { loadOnnxruntime } from './onnxruntime.ts';
import { speedKey } from './speedKey.ts';
import { speedMemory } from './speedMemory.ts';
import { createWasmBackend } from './wasmBackend.ts';
import { createWebGpuBackend } from './webgpuBackend.ts';

/** Without what is remembered of it, which may change. */
type MeasuredDevice = Omit<DeviceReport, 'speed'>;

const measured = new Map<DeviceReport['provider'], Promise<MeasuredDevice>>();

/** Measures a device the first time it is asked for. Throws `DeviceError` when there is none. */
export async function measureDevice(provider: DeviceReport['provider']): Promise<DeviceReport> {
  const device = await measureOnce(provider);
  return { ...device, speed: await recallSpeed(provider) };
}

async function recallSpeed(provider: DeviceReport['provider']): Promise<SpeedReport | undefined> {
  if (provider === 'wasm') return speedMemory.recall(speedKey(undefined));
  // A GPU may be gone since it was measured.
  const adapter = await describeAdapter();
  return adapter && speedMemory.recall(speedKey(adapter));
}

function measureOnce(provider: DeviceReport['provider']): Promise<MeasuredDevice> {
  const known = measured.get(provider);
  if (known) return known;
  const measuring = measure(provider);
  measured.set(provider, measuring);
  // A device that was busy may be free next time.
  measuring.catch(() => measured.delete(provider));
  return measuring;
}

async function measure(provider: DeviceReport['provider']): Promise<MeasuredDevice> {
  const backend = await (provider === 'webgpu'
    ? createWebGpuBackend({ features: [], variant: 'webgpu' })
    : createWasmBackend());
  (await loadOnnxruntime()).joinThreads();
  try {
    const adapter = provider === 'webgpu' ? await describeAdapter() : undefined;
    return {
      provider,
      description: backend.description,
      features: adapter?.features ?? [],
      maxBufferSize: adapter?.limits.maxBufferSize,
      maxStorageBufferBindingSize: adapter?.limits.maxStorageBufferBindingSize,
      gflops: await measureGflops(backend),
      memoryBytes: mainMemoryBytes(),
      freeStorageBytes: await freeStorageBytes(),
    };
  } finally {
    await backend.dispose();
  }
}

/** https://developer.mozilla.org/docs/Web/API/Navigator/deviceMemory: GiB; Chromium alone tells it. */
function mainMemoryBytes(): number | undefined {
  const { deviceMemory } = navigator as WorkerNavigator & { readonly deviceMemory?: number };
  return deviceMemory && deviceMemory * 2 ** 30;
}

async function freeStorageBytes(): Promise<number | undefined> {
  const storage: Partial<StorageManager> | undefined = navigator.storage;
  // Refused where the site may store nothing.
  const { quota, usage } = (await storage?.estimate?.().catch(() => undefined)) ?? {};
  return quota === undefined || usage === undefined ? undefined : quota - usage;
}
