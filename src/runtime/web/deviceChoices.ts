import type { Dtype } from '../../core/modelPackage/manifest.ts';
import type { LoadOptions } from '../../rpc/scorerApi.ts';
import type { DeviceChoice } from '../trustedModel.ts';
import { createWasmBackend } from './wasmBackend.ts';
import { createWebGpuBackend, isSoftwareWebGpu } from './webgpuBackend.ts';

/** The devices to try for a package, best first. The self-test decides. */
export async function deviceChoices(
  { provider = 'auto', forceFeatures = [] }: LoadOptions,
  dtype: Dtype,
): Promise<DeviceChoice[]> {
  const needed: GPUFeatureName[] = dtype === 'q4f16' ? ['shader-f16'] : [];
  const forced = [...needed, ...forceFeatures] as GPUFeatureName[];
  const webgpu = [...(forceFeatures.length > 0 ? [forced] : []), needed].map((features) => ({
    provider: 'webgpu' as const,
    features,
    create: () => createWebGpuBackend(features),
  }));
  const wasm: DeviceChoice = { provider: 'wasm', features: [], create: async () => createWasmBackend() };
  if (provider === 'wasm') return [wasm];
  if (provider === 'webgpu') return webgpu;
  const wantsGpu = forceFeatures.length > 0;
  return !wantsGpu && (await isSoftwareWebGpu()) ? [wasm, ...webgpu] : [...webgpu, wasm];
}
