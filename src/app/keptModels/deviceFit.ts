import { assessFit, secondsPerCandidate as secondsAtRate, type FitReport } from '../../core/fit/assessFit.ts';
import { flopsPerCandidate } from '../../core/fit/planWork.ts';
import type { DeviceReport } from '../../core/fit/deviceReport.ts';
import { speedOf, type DeviceSpeed, type SampleSize } from '../../core/fit/layerSpeed.ts';
import { formatDuration } from '../../core/formatNumbers.ts';
import type { CountedManifest } from '../../core/fit/modelWork.ts';

/** A model that may be brought here: what is known of it, and the length of all its files. */
export interface FitSubject {
  /** Undefined of a package that is not made yet. */
  readonly id?: string | undefined;
  readonly manifest: CountedManifest;
  readonly byteLength: number;
}

/** Whether a model runs on a device, and which. */
export interface DeviceFit extends FitReport {
  readonly device: DeviceReport;
}

const BEST_FIRST: readonly FitReport['verdict'][] = ['fits', 'fits-streaming', 'does-not-fit'];

/** The best of the devices: one that the model fits, and of those the quickest. Undefined without a device. */
export function bestFit(
  manifest: CountedManifest,
  devices: readonly DeviceReport[],
  toStoreBytes: number,
): DeviceFit | undefined {
  const fits = devices.map((device) => ({ ...assessFit(manifest, device, { toStoreBytes }), device }));
  return fits.toSorted((a, b) => rankOf(a) - rankOf(b) || a.secondsPerCandidate - b.secondsPerCandidate)[0];
}

function rankOf({ verdict }: FitReport): number {
  return BEST_FIRST.indexOf(verdict);
}

const VERDICTS: Readonly<Record<FitReport['verdict'], string>> = {
  fits: 'It fits this device',
  'fits-streaming': 'It fits this device, streamed',
  'does-not-fit': 'It does not fit this device',
};

const MEASURED_ON: Readonly<Record<SampleSize, string>> = {
  whole: ', as measured here on layers of a large model',
  quarter: ', as measured here on smaller layers',
};

/** "It fits this device (WebGPU, an adapter): about 3 s a candidate." */
export function fitText({ verdict, secondsPerCandidate, measuredOn, device }: DeviceFit, unit = 'a candidate'): string {
  const where = device.provider === 'webgpu' ? `WebGPU, ${device.description}` : device.description;
  if (verdict === 'does-not-fit') return `${VERDICTS[verdict]} (${where}).`;
  const measured = measuredOn ? MEASURED_ON[measuredOn] : '';
  return `${VERDICTS[verdict]} (${where}): about ${formatDuration(secondsPerCandidate * 1000)} ${unit}${measured}.`;
}

/** What a time rests on that is not measured on layers; undefined where it is, and where there is no time. */
export function assumptionText(
  { verdict, measuredOn, device }: DeviceFit,
  manifest: CountedManifest,
): string | undefined {
  if (verdict === 'does-not-fit' || measuredOn) return undefined;
  const work = formatWork(flopsPerCandidate(manifest));
  const rate = formatWork(device.gflops * 1e9);
  return `Counted: ${work} operations, at ${rate} a second, as in one matrix product here.`;
}

const WORK_UNITS = [
  ['trillion', 1e12],
  ['billion', 1e9],
  ['million', 1e6],
] as const;

/** "9.3 trillion", "450 billion" */
function formatWork(operations: number): string {
  const [unit, size] = WORK_UNITS.find(([, least]) => operations >= least) ?? ['million', 1e6];
  const count = operations / size;
  return `${count.toFixed(count < 10 ? 1 : 0)} ${unit}`;
}

/** "about 3 s a candidate on WebGPU, as measured": on the quickest device where layers of the model's dtype were timed. */
export function measuredTime(manifest: CountedManifest, speeds: readonly DeviceSpeed[]): string | undefined {
  const times = speeds.flatMap(({ provider, report }) => {
    const speed = speedOf(report, manifest.dtype);
    return speed ? [{ provider, seconds: secondsAtRate(manifest, speed) }] : [];
  });
  const [best] = times.toSorted((a, b) => a.seconds - b.seconds);
  if (!best) return undefined;
  const where = best.provider === 'webgpu' ? 'WebGPU' : 'the CPU';
  return `about ${formatDuration(best.seconds * 1000)} a candidate on ${where}, as measured`;
}
