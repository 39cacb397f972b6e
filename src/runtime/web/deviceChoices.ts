import type { LoadOptions } from '../../core/loading/loadOptions.ts';
import type { ModelPackage } from '../../packages/modelPackage.ts';
import type { DeviceChoice } from '../trust/deviceChoice.ts';
import { describeAdapter } from './adapter.ts';
import { featureSets, type OfferedFeatures } from './featureSets.ts';
import { matricesPay } from './matrixGain.ts';
import { createWasmBackend } from './wasmBackend.ts';
import { wayMemory } from './wayMemory.ts';
import { createWebGpuBackend } from './webgpuBackend.ts';
import { webgpuWays } from './webgpuWays.ts';

/** Fused attention is 13 times slower in WebAssembly. */
const WASM: DeviceChoice = { provider: 'wasm', features: [], variants: ['cpu'], create: createWasmBackend };

const NO_ADAPTER: OfferedFeatures = { features: [], subgroupMinSize: undefined, matrixShapes: undefined };

/** The devices to try for a package, best first. The self-test decides. */
export async function deviceChoices(
  { provider = 'auto', forceFeatures = [] }: LoadOptions,
  { manifest, manifestSha256 }: ModelPackage,
  signal?: AbortSignal,
): Promise<DeviceChoice[]> {
  if (provider === 'wasm') return [WASM];
  const adapter = await describeAdapter();
  const ways = webgpuWays({
    sets: featureSets(adapter ?? NO_ADAPTER, {
      dtype: manifest.dtype,
      forced: forceFeatures,
      matricesPay: adapter && manifest.dtype === 'q4f16' ? await matricesPay(adapter, signal) : undefined,
    }),
    isForced: forceFeatures.length > 0,
    offered: adapter?.features,
    remembered: adapter && (await wayMemory.recall(adapter.key, manifestSha256)),
  });
  const webgpu = ways.map((way): DeviceChoice => {
    const { features, variant } = way;
    return { provider: 'webgpu', features, variants: [variant], create: () => createWebGpuBackend(way) };
  });
  if (provider === 'webgpu') return webgpu;
  // On one CPU, wasm is the faster of the two.
  const wasmFirst = adapter?.isSoftware === true && forceFeatures.length === 0;
  return wasmFirst ? [WASM, ...webgpu] : [...webgpu, WASM];
}
