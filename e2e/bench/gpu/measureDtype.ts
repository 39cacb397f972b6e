import { RunClock } from '../../../src/runtime/model/runClock.ts';
import { loadScoringModel } from '../../../src/runtime/model/scoringModel.ts';
import type { PackageFiles } from '../../../src/packages/modelPackage.ts';
import type { CountedWork } from '../reuseWork.ts';
import type { Check } from './checkDevice.ts';
import { openDevice, type Device } from './device.ts';
import { FEW, MANY, type Measured } from './gpuRow.ts';
import { measureRequests, timeRequest, type MeasuredModel } from './measure.ts';
import type { NvidiaSmi } from './nvidiaSmi.ts';
import { weightBytes } from './randomPackage.ts';

/** A package of random weights, and where it is. */
export interface MadePackage {
  readonly files: PackageFiles;
  readonly path: string;
  readonly makeSeconds: number;
}

export interface MeasureDtypeOptions {
  readonly device: Device;
  /** The way that agreed with the processor. */
  readonly check: Check;
  /** Of {@link MANY} candidates. */
  readonly work: CountedWork;
  readonly smi: NvidiaSmi | undefined;
  /** For each of the two kinds of requests, as it begins. With no time left, requests of one candidate are left out. */
  readonly limitSeconds: () => number;
}

/** Loads a package and times requests. Throws where the device fails, or gives no finite reward. */
export async function measureDtype(made: MadePackage, options: MeasureDtypeOptions): Promise<Measured> {
  const { check, device, work } = options;
  const clock = new RunClock();
  const startMs = performance.now();
  const backend = clock.watch(await openDevice(device, made.path, check.variant));
  const model = await loadScoringModel(made.files, backend, {});
  const loadSeconds = (performance.now() - startMs) / 1000;
  try {
    const timings = await timeAll({ model, clock }, options);
    return {
      adapter: backend.description,
      check,
      weightBytes: weightBytes(made.files),
      makeSeconds: made.makeSeconds,
      loadSeconds,
      work,
      ...timings,
    };
  } finally {
    await model.dispose();
  }
}

async function timeAll(measured: MeasuredModel, { smi, limitSeconds }: MeasureDtypeOptions) {
  const { seconds: firstSeconds } = await timeRequest(measured, FEW);
  const timeMany = () => measureRequests(measured, MANY, limitSeconds());
  const { result: many, use } = smi ? await smi.watch(timeMany) : { result: await timeMany(), use: undefined };
  const few = limitSeconds() > 0 ? await measureRequests(measured, FEW, limitSeconds()) : undefined;
  return { firstSeconds, few, many, use };
}
