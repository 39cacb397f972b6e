import type { LoadOptions } from '../../core/loading/loadOptions.ts';
import type { ModelPackage } from '../../packages/modelPackage.ts';
import type { DeviceChoice } from '../trust/deviceChoice.ts';
import { describeAdapter } from './adapter.ts';
import { featureMemory } from './featureMemory.ts';
import { featureSets } from './featureSets.ts';
import { createWasmBackend } from './wasmBackend.ts';
import { createWebGpuBackend } from './webgpuBackend.ts';

/** Fused attention is 13 times slower in WebAssembly. */
const WASM: DeviceChoice = { provider: 'wasm', features: [], variants: ['cpu'], create: createWasmBackend };

/** The devices to try for a package, best first. The self-test decides. */
export async function deviceChoices(
  { provider = 'auto', forceFeatures = [] }: LoadOptions,
  { manifest, manifestSha256 }: ModelPackage,
): Promise<DeviceChoice[]> {
  if (provider === 'wasm') return [WASM];
  const adapter = await describeAdapter();
  const sets = featureSets(adapter ?? { features: [], subgroupMinSize: undefined }, {
    dtype: manifest.dtype,
    forced: forceFeatures,
    remembered: adapter && (await featureMemory.recall(adapter.key, manifestSha256)),
  });
  const webgpu = sets.map((features) => ({
    provider: 'webgpu' as const,
    features,
    variants: ['webgpu'] as const,
    create: () => createWebGpuBackend(features as GPUFeatureName[]),
  }));
  if (provider === 'webgpu') return webgpu;
  // On one CPU, wasm is the faster of the two.
  const wasmFirst = adapter?.isSoftware === true && forceFeatures.length === 0;
  return wasmFirst ? [WASM, ...webgpu] : [...webgpu, WASM];
}
