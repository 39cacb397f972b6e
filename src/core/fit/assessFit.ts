import { at } from '../at.ts';
import { formatBytes } from '../formatNumbers.ts';
import { limitPixels } from '../image/modelInput/sizeForModel.ts';
import type { DeviceReport } from './deviceReport.ts';
import { speedOf, type LayerSpeed, type SampleSize } from './layerSpeed.ts';
import { memoryNeeds, type MemoryNeeds } from './memoryNeeds.ts';
import { shardBytes, type CountedManifest } from './modelWork.ts';
import { NOMINAL_SIDE } from './nominalRequest.ts';
import { workPerCandidate } from './planWork.ts';

/** WebAssembly addresses 4 GB. The rest of it is for the runtime and for the work's buffers. */
export const WASM_BUDGET_BYTES = 3_500_000_000;

/** Browsers report no more main memory than this. A device that reports it may have any amount more. */
const TOLD_MEMORY_CAP_BYTES = 8 * 2 ** 30;
/** Of the main memory, where a GPU shares it: the rest is the system's and the browser's. */
const GPU_SHARE = 0.5;

/** A layer has three MLP matrices of one size, so no matrix is larger than a third of a layer. */
const LARGEST_MATRIX_SHARE = 1 / 3;

export interface FitReport {
  readonly verdict: 'fits' | 'fits-streaming' | 'does-not-fit';
  /** Plain sentences: why it is not simply `fits`. */
  readonly reasons: readonly string[];
  readonly needs: MemoryNeeds;
  /**
   * Side, in pixels, of the pictures that all figures are for. A model that makes all pictures one size has the same
   * figures for any.
   */
  readonly pictureSide: number;
  /**
   * What one more candidate of a source takes at the measured rate. With streaming, reading all weights comes on top, once
   * a request.
   */
  readonly secondsPerCandidate: number;
  /** The layers whose times {@link secondsPerCandidate} is told from. Undefined: it is told from one matrix product. */
  readonly measuredOn: SampleSize | undefined;
}

export interface FitOptions {
  /** Device memory that the user grants; default: what the device seems to have. */
  readonly budgetBytes?: number | undefined;
  /** What has yet to be stored of the model; default 0. */
  readonly toStoreBytes?: number | undefined;
  /** The user's limit on the size of pictures, see `LoadOptions`. */
  readonly maxPixels?: number | undefined;
}

/** Whether a model will run on a device, from its manifest alone. */
export function assessFit(
  whole: CountedManifest,
  device: DeviceReport,
  { budgetBytes, toStoreBytes = 0, maxPixels }: FitOptions = {},
): FitReport {
  const manifest = { ...whole, imageProcessor: limitPixels(whole.imageProcessor, maxPixels) };
  const needs = memoryNeeds(manifest, device.provider === 'webgpu' ? 'webgpu' : 'cpu');
  const report = { needs, ...candidateTime(manifest, device), pictureSide: NOMINAL_SIDE };
  const obstacles = [...featureObstacles(manifest, device), ...storageObstacles(device, toStoreBytes)];
  const budget = budgetBytes ?? memoryOf(device);
  if (obstacles.length === 0 && needs.residentBytes <= budget) {
    return { verdict: 'fits', reasons: [], ...report };
  }
  const reason = memoryReason(needs, budget);
  if (obstacles.length === 0 && needs.streamedBytes <= budget) {
    return { verdict: 'fits-streaming', reasons: [reason], ...report };
  }
  const reasons = needs.streamedBytes > budget ? [...obstacles, reason] : obstacles;
  return { verdict: 'does-not-fit', reasons, ...report };
}

function candidateTime(
  manifest: CountedManifest,
  { gflops, speed }: DeviceReport,
): Pick<FitReport, 'secondsPerCandidate' | 'measuredOn'> {
  const measured = speed && speedOf(speed, manifest.dtype);
  return {
    secondsPerCandidate: secondsPerCandidate(manifest, measured ?? { vision: gflops, decoder: gflops }),
    measuredOn: measured && speed?.sampleSize,
  };
}

/** What one more candidate of a source takes at a rate. */
export function secondsPerCandidate(manifest: CountedManifest, { vision, decoder }: LayerSpeed): number {
  const { visionFlops, decoderFlops } = workPerCandidate(manifest);
  return (visionFlops / vision + decoderFlops / decoder) / 1e9;
}

function memoryReason({ residentBytes, streamedBytes }: MemoryNeeds, budget: number): string {
  const there = `there is ${formatBytes(budget)}`;
  if (streamedBytes > budget)
    return `It needs about ${formatBytes(streamedBytes)} of memory even shard by shard; ${there}.`;
  return (
    `It needs about ${formatBytes(residentBytes)} of memory and ${there}, so its shards pass through one by one, in about ` +
    `${formatBytes(streamedBytes)}. That is slower.`
  );
}

function featureObstacles(manifest: CountedManifest, { provider, features, ...limits }: DeviceReport): string[] {
  if (provider !== 'webgpu') return [];
  const obstacles: string[] = [];
  if (manifest.dtype === 'q4f16' && !features.includes('shader-f16')) {
    obstacles.push('This GPU has no shader-f16, which a q4f16 model needs. Choose q4 instead.');
  }
  const matrix = largestMatrixBytes(manifest);
  const limit = Math.min(limits.maxBufferSize ?? Infinity, limits.maxStorageBufferBindingSize ?? Infinity);
  if (matrix > limit) {
    obstacles.push(
      `It has a matrix of ${formatBytes(matrix)}, and this GPU takes at most ${formatBytes(limit)} at once.`,
    );
  }
  return obstacles;
}

function largestMatrixBytes(manifest: CountedManifest): number {
  const bytes = shardBytes(manifest);
  const layers = manifest.sessions.map(
    ({ layers: [first, end] }, index) => at(bytes, index) / Math.max(1, end - first),
  );
  return LARGEST_MATRIX_SHARE * Math.max(...layers);
}

function storageObstacles({ freeStorageBytes = Infinity }: DeviceReport, toStoreBytes: number): string[] {
  if (toStoreBytes <= freeStorageBytes) return [];
  return [
    `It has ${formatBytes(toStoreBytes)} to store, and the browser grants ${formatBytes(freeStorageBytes)}. Remove another model.`,
  ];
}

/** What a model may take where the user says nothing. A GPU's own memory is told to nobody: it is tried, then. */
function memoryOf({ provider, memoryBytes = Infinity }: DeviceReport): number {
  if (provider === 'wasm') return Math.min(WASM_BUDGET_BYTES, memoryBytes);
  return memoryBytes < TOLD_MEMORY_CAP_BYTES ? GPU_SHARE * memoryBytes : Infinity;
}
