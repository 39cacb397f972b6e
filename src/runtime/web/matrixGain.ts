import { throwIfAborted } from '../../core/errors.ts';
import { MIN_MATRIX_GAIN, type LayerSpeed } from '../../core/fit/layerSpeed.ts';
import { loadLazily } from '../../core/loadLazily.ts';
import type { Trial } from '../speed/measureLayers.ts';
import type { AdapterReport } from './adapter.ts';
import { featureSets, matrixSet } from './featureSets.ts';
import { measureDevice } from './measureDevice.ts';
import { speedKey } from './speedKey.ts';
import { matrixGainMemory } from './speedMemory.ts';
import { createWebGpuBackend } from './webgpuBackend.ts';

/** With it comes the building of graphs, which nobody needs who only scores. */
export const loadMeasureLayers = () => loadLazily(() => import('../speed/measureLayers.ts'));

/** How many times as fast a decoder layer is with matrix units; 0 where it failed with them. */
export function matrixGain(without: LayerSpeed, withMatrices: LayerSpeed | undefined): number {
  return withMatrices ? withMatrices.decoder / without.decoder : 0;
}

/**
 * Whether an adapter's matrix units are worth their while. It is measured once, which takes some seconds, when a model in
 * fp16 is loaded. Undefined where there are none, or they could not be measured: then the self-test alone decides. Throws
 * `AbortError`.
 */
export async function matricesPay(adapter: AdapterReport, signal?: AbortSignal): Promise<boolean | undefined> {
  const matrices = matrixSet(adapter, 'q4f16');
  if (!matrices) return undefined;
  const gain = (await matrixGainMemory.recall(speedKey(adapter))) ?? (await tryToMeasure(adapter, matrices, signal));
  return gain === undefined ? undefined : gain >= MIN_MATRIX_GAIN;
}

/** A GPU that is busy, or a part that does not load, must not end a load that another device may take. */
async function tryToMeasure(
  adapter: AdapterReport,
  matrices: readonly string[],
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  try {
    const gain = await measureGain(adapter, matrices, signal);
    if (gain !== undefined) await matrixGainMemory.remember(speedKey(adapter), gain);
    return gain;
  } catch {
    throwIfAborted(signal);
    return undefined;
  }
}

async function measureGain(
  adapter: AdapterReport,
  matrices: readonly string[],
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const [plain = []] = featureSets(adapter, { dtype: 'q4f16', forced: [], matricesPay: false });
  const trials = [plain, matrices].map((features): Trial => ({
    dtype: 'q4f16',
    open: () => createWebGpuBackend({ features, variant: 'webgpu' }),
  }));
  const { measureLayers } = await loadMeasureLayers();
  const { gflops } = await measureDevice('webgpu');
  const { speeds } = await measureLayers(trials, { variant: 'webgpu', gflops, deadlineMs: Infinity, signal });
  const [without, withMatrices] = speeds;
  return without && matrixGain(without, withMatrices);
}
