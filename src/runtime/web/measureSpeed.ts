import { messageOf } from '../../core/errors.ts';
import type { DeviceSpeed, LayerSpeed, SpeedProgress, SpeedReport } from '../../core/fit/layerSpeed.ts';
import type { Dtype } from '../../core/modelPackage/manifest.ts';
import { DeviceError } from '../model/deviceError.ts';
import type { Measured, Trial } from '../speed/measureLayers.ts';
import { describeAdapter, type AdapterReport } from './adapter.ts';
import { featureSets, matrixSet } from './featureSets.ts';
import { loadMeasureLayers, matrixGain } from './matrixGain.ts';
import { measureDevice } from './measureDevice.ts';
import { speedKey } from './speedKey.ts';
import { matrixGainMemory, speedMemory } from './speedMemory.ts';
import { cpuName, createWasmBackend } from './wasmBackend.ts';
import { wasmThreads } from './wasmThreads.ts';
import { createWebGpuBackend } from './webgpuBackend.ts';

export interface SpeedOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SpeedProgress) => void;
  /** Nothing more is begun on a device after that. */
  readonly budgetMs?: number | undefined;
}

/** A page on which one waits for it: what is not done by then is left out. */
const BUDGET_MS = 20_000;

/** A dtype in one way, as it is tried. */
interface SpeedTrial extends Trial {
  readonly usesMatrices: boolean;
}

/**
 * Times layers on a device, and remembers it. Throws {@link DeviceError} when there is none, or it always fails, and
 * `AbortError`.
 */
export async function measureSpeed(
  provider: DeviceSpeed['provider'],
  { signal, onProgress, budgetMs = BUDGET_MS }: SpeedOptions,
): Promise<DeviceSpeed> {
  const adapter = provider === 'webgpu' ? await describeAdapter() : undefined;
  const trials = adapter ? gpuTrials(adapter) : CPU_TRIALS;
  const report = (index: number, dtype: Dtype | undefined) =>
    onProgress({ provider, dtype, done: index, total: trials.length });
  report(0, undefined);
  const { gflops, description } = await measureDevice(provider);
  const { measureLayers } = await loadMeasureLayers();
  const measurement = await measureLayers(trials, {
    variant: provider === 'webgpu' ? 'webgpu' : 'cpu',
    gflops,
    deadlineMs: performance.now() + budgetMs,
    signal,
    onTrial: (index) => report(index, trials[index]?.dtype),
  });
  throwIfNothing(measurement);
  const measured = reportOf(trials, measurement);
  await speedMemory.remember(speedKey(adapter), measured);
  if (adapter && measured.matrixGain !== undefined) {
    await matrixGainMemory.remember(speedKey(adapter), measured.matrixGain);
  }
  return { provider, description, report: measured };
}

function throwIfNothing({ speeds, failures: [cause] }: Measured): void {
  if (cause === undefined || speeds.some((speed) => speed !== undefined)) return;
  throw new DeviceError(`This device could not be measured: ${messageOf(cause)}`, { cause });
}

/** In WebAssembly fp16 is computed in 32 bits, with casts around it. */
const CPU_TRIALS: readonly SpeedTrial[] = (['q4', 'q8'] as const).map((dtype) => ({
  dtype,
  usesMatrices: false,
  open: createWasmBackend,
}));

/** What matters most is first: time may run out. */
function gpuTrials(adapter: AdapterReport): SpeedTrial[] {
  const matrices = matrixSet(adapter, 'q4f16');
  const half = adapter.features.includes('shader-f16') ? [plainTrial(adapter, 'q4f16')] : [];
  const withMatrices = matrices ? [gpuTrial('q4f16', matrices, true)] : [];
  return [plainTrial(adapter, 'q4'), ...half, ...withMatrices, plainTrial(adapter, 'q8')];
}

/** With the features that a model would be tried with first, but for matrix units. */
function plainTrial(adapter: AdapterReport, dtype: Dtype): SpeedTrial {
  const [features = []] = featureSets(adapter, { dtype, forced: [], matricesPay: false });
  return gpuTrial(dtype, features, false);
}

function gpuTrial(dtype: Dtype, features: readonly string[], usesMatrices: boolean): SpeedTrial {
  return { dtype, usesMatrices, open: () => createWebGpuBackend({ features, variant: 'webgpu' }) };
}

/** Of each dtype the faster way. */
function reportOf(trials: readonly SpeedTrial[], { size, speeds, isComplete }: Measured): SpeedReport {
  const layers: { [dtype in Dtype]?: LayerSpeed } = {};
  let gain: number | undefined;
  for (const [index, { dtype, usesMatrices }] of trials.entries()) {
    const speed = speeds[index];
    const known = layers[dtype];
    // Where time ran out, nobody knows whether they would have failed.
    if (usesMatrices && known && (speed || isComplete)) gain = matrixGain(known, speed);
    if (speed && !(known && known.decoder >= speed.decoder)) layers[dtype] = speed;
  }
  return { sampleSize: size, isComplete, layers, ...(gain === undefined ? {} : { matrixGain: gain }) };
}

/** What was measured on this computer's devices before. */
export async function recallSpeeds(): Promise<DeviceSpeed[]> {
  const adapter = await describeAdapter();
  const gpu = adapter && (await speedMemory.recall(speedKey(adapter)));
  const cpu = await speedMemory.recall(speedKey(undefined));
  return [
    ...(gpu ? [{ provider: 'webgpu', description: adapter.description, report: gpu } as const] : []),
    ...(cpu ? [{ provider: 'wasm', description: cpuName(wasmThreads()), report: cpu } as const] : []),
  ];
}
