import { planSampleLayer, type LayerKind } from '../../convert/bases/sampleLayers.ts';
import { at } from '../../core/at.ts';
import { throwIfAborted } from '../../core/errors.ts';
import type { LayerSpeed, SampleSize } from '../../core/fit/layerSpeed.ts';
import type { Dtype, GraphVariant } from '../../core/modelPackage/manifest.ts';
import type { Backend } from '../model/session.ts';
import { openSample, sampleFlops, type Sample } from './sampleRun.ts';
import { secondsPerRun } from './timeRuns.ts';

/** A dtype on a device, as one way of using it. */
export interface Trial {
  readonly dtype: Dtype;
  /** Opens the device. */
  readonly open: () => Promise<Backend>;
}

export interface MeasureOptions {
  readonly variant: GraphVariant;
  /** About what the device does in matrix products: decides how large the layers may be. */
  readonly gflops: number;
  /** When no other step is begun, by `now`. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
  /** A trial is about to begin. */
  readonly onTrial?: ((index: number) => void) | undefined;
  readonly now?: (() => number) | undefined;
}

export interface Measured {
  readonly size: SampleSize;
  /** Of each trial, in order: undefined where time ran out, or where the device failed. */
  readonly speeds: readonly (LayerSpeed | undefined)[];
  readonly isComplete: boolean;
  /** Why devices failed. */
  readonly failures: readonly unknown[];
}

/** A run that would take longer by far is not tried: of a device that is at work nothing can be heard. */
const MAX_RUN_SECONDS = 0.5;

/**
 * Tokens of a run, or patches along a side, the most first: a picture of the most usual budget has 256 tokens and 32 by 32
 * patches, and the least is one window. A shorter run of whole layers would tell less than a long one of smaller layers: a
 * CPU unpacks all weights for each run.
 */
const LENGTHS: Readonly<Record<SampleSize, Readonly<Record<LayerKind, readonly number[]>>>> = {
  whole: { decoder: [256], vision: [32] },
  quarter: { decoder: [256, 64, 16], vision: [32, 16, 8] },
};

/**
 * Times a decoder layer and a vision block with each trial. A trial whose device fails has no speed; the others go on.
 * Throws `AbortError`.
 */
export async function measureLayers(trials: readonly Trial[], options: MeasureOptions): Promise<Measured> {
  const { deadlineMs, signal, onTrial, now = () => performance.now() } = options;
  const size = sizeFor(options);
  const speeds: (LayerSpeed | undefined)[] = [];
  const failures: unknown[] = [];
  let isComplete = true;
  for (const [index, trial] of trials.entries()) {
    throwIfAborted(signal);
    if (now() >= deadlineMs) isComplete = false;
    else onTrial?.(index);
    const onFailure = (error: unknown) => void failures.push(error);
    speeds.push(isComplete ? await measureTrial(trial, size, { ...options, now, onFailure }) : undefined);
  }
  return { size, speeds, isComplete, failures };
}

interface TrialOptions extends MeasureOptions {
  readonly now: () => number;
  readonly onFailure: (error: unknown) => void;
}

async function measureTrial(
  { dtype, open }: Trial,
  size: SampleSize,
  options: TrialOptions,
): Promise<LayerSpeed | undefined> {
  let backend: Backend | undefined;
  try {
    backend = await open();
    const decoder = await measureLayer(backend, 'decoder', size, dtype, options);
    throwIfAborted(options.signal);
    return { decoder, vision: await measureLayer(backend, 'vision', size, dtype, options) };
  } catch (error) {
    throwIfAborted(options.signal);
    options.onFailure(error);
    return undefined;
  } finally {
    await backend?.dispose();
  }
}

/** Billions of operations a second. */
async function measureLayer(
  backend: Backend,
  kind: LayerKind,
  size: SampleSize,
  dtype: Dtype,
  { variant, gflops, now }: TrialOptions,
): Promise<number> {
  const shortest = at(LENGTHS[size][kind], LENGTHS[size][kind].length - 1);
  const length = longestRun(kind, size, { variant, gflops }) ?? shortest;
  const sample = await openSample(backend, { kind, size, dtype, variant, length });
  try {
    return sample.flops / 1e9 / (await secondsPerRun(sample, now));
  } finally {
    await sample.release();
  }
}

type RateOptions = Pick<MeasureOptions, 'variant' | 'gflops'>;

function sizeFor(options: RateOptions): SampleSize {
  const fits =
    longestRun('decoder', 'whole', options) !== undefined && longestRun('vision', 'whole', options) !== undefined;
  return fits ? 'whole' : 'quarter';
}

/** The longest run that is quick enough. Undefined when none is. */
function longestRun(kind: LayerKind, size: SampleSize, { variant, gflops }: RateOptions): number | undefined {
  const shape = { kind, size, dtype: 'q4', variant } satisfies Omit<Sample, 'length'>;
  const { layout } = planSampleLayer(kind, size, shape);
  return LENGTHS[size][kind].find(
    (length) => sampleFlops({ ...shape, length }, layout) / (gflops * 1e9) <= MAX_RUN_SECONDS,
  );
}
