/** What is told of a measurement: a row of `docs/gpus.md`. */
import { operatorsOf } from '../../../src/core/loading/operators.ts';
import type { Dtype } from '../../../src/core/modelPackage/manifest.ts';
import { markdownTable } from '../benchCase.ts';
import type { CountedWork } from '../reuseWork.ts';
import type { Check } from './checkDevice.ts';
import type { Timing } from './measure.ts';
import type { GpuUse } from './nvidiaSmi.ts';
import type { TorchTiming } from './torchShapes.ts';

/** Requests of one candidate and of several: what both share is computed once. */
export const FEW = 1;
export const MANY = 4;

/** What was measured of a dtype. */
export interface Measured {
  /** The device's own name. */
  readonly adapter: string;
  readonly check: Check;
  readonly weightBytes: number;
  readonly makeSeconds: number;
  readonly loadSeconds: number;
  /** The first request, for which the device compiles its programs. */
  readonly firstSeconds: number;
  /** Undefined where the time did not suffice. */
  readonly few: Timing | undefined;
  readonly many: Timing;
  /** Of {@link Measured.many}. */
  readonly work: CountedWork;
  /** Of {@link Measured.many}, where the driver tells. */
  readonly use: GpuUse | undefined;
}

/** Plain data, for `--json`. What is not known is left out. */
export type GpuRow = Readonly<Record<string, string | number>>;

export function gpuRow(dtype: Dtype, { few, many, work, use, ...measured }: Measured): GpuRow {
  const { check } = measured;
  const { visionFlops, decoderFlops, tokens, imageRuns } = work.reuse;
  return {
    adapter: measured.adapter,
    dtype,
    attention: operatorsOf(check.variant),
    ...(few && { secondsOfOne: few.seconds / FEW }),
    secondsOfFour: many.seconds / MANY,
    imagesPerSecond: imageRuns / many.visionSeconds,
    decoderTokensPerSecond: tokens / many.decoderSeconds,
    visionTflops: visionFlops / many.visionSeconds / 1e12,
    decoderTflops: decoderFlops / many.decoderSeconds / 1e12,
    tflops: (visionFlops + decoderFlops) / many.seconds / 1e12,
    sessionRunsPerCandidate: many.sessionRuns / MANY,
    busyShare: many.busySeconds / many.seconds,
    ...(use && { gpuUtilization: use.utilization, gpuMemoryBytes: use.grownBytes }),
    weightBytes: measured.weightBytes,
    makeSeconds: measured.makeSeconds,
    loadSeconds: measured.loadSeconds,
    firstSeconds: measured.firstSeconds,
    differenceFromProcessor: check.difference ?? NaN,
  };
}

/** Of a dtype that was not measured. */
export function skippedRow(dtype: Dtype, reason: string): GpuRow {
  return { dtype, notMeasured: reason };
}

/** PyTorch beside it; `ours` is the quickest of our seconds a candidate. */
export function torchRow(timing: TorchTiming, ours: number): GpuRow {
  const { visionSeconds, textSeconds } = timing;
  return {
    adapter: timing.device,
    dtype: 'bf16',
    attention: `PyTorch ${timing.torch}, ${timing.attention}, two full passes`,
    secondsOfOne: visionSeconds + textSeconds,
    visionSeconds,
    decoderSeconds: textSeconds,
    gpuMemoryBytes: timing.peakBytes,
    speedOfPytorch: (visionSeconds + textSeconds) / ours,
  };
}

const COLUMNS: readonly (readonly [head: string, key: string, text: (value: number) => string])[] = [
  ['1 candidate', 'secondsOfOne', inSeconds],
  ['4 candidates', 'secondsOfFour', inSeconds],
  ['Images/s', 'imagesPerSecond', plain],
  ['Decoder tokens/s', 'decoderTokensPerSecond', plain],
  ['TFLOP/s', 'tflops', plain],
  ['Session runs', 'sessionRunsPerCandidate', plain],
  ['Busy', 'busyShare', percent],
  ['GPU, by its driver', 'gpuUtilization', percent],
  ['Memory', 'gpuMemoryBytes', gigabytes],
  ['Load', 'loadSeconds', inSeconds],
  ['Difference', 'differenceFromProcessor', (value) => value.toExponential(0)],
];

/** A table for people. Columns of which nothing is known are left out. */
export function gpuTable(rows: readonly GpuRow[]): string {
  const columns = COLUMNS.filter(([, key]) => rows.some((row) => row[key] !== undefined));
  const cells = rows.map((row) => [
    `${row['dtype']}, ${row['notMeasured'] ?? row['attention']}`,
    ...columns.map(([, key, text]) => (typeof row[key] === 'number' ? text(row[key]) : '')),
  ]);
  return markdownTable(['Weights', ...columns.map(([head]) => head)], cells);
}

/** A row, for people who wait. */
export function describeRow(row: GpuRow): string {
  const cells = COLUMNS.flatMap(([head, key, text]) =>
    typeof row[key] === 'number' ? [`${head} ${text(row[key])}`] : [],
  );
  return [`${row['dtype']}, ${row['notMeasured'] ?? row['attention']}`, ...cells].join('; ');
}

function inSeconds(value: number): string {
  return `${value.toPrecision(3)} s`;
}

function plain(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function percent(value: number): string {
  return `${(100 * value).toFixed(0)}%`;
}

function gigabytes(value: number): string {
  return `${(value / 1e9).toFixed(1)} GB`;
}
