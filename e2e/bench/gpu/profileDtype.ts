import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createNodeGpuBackend } from '../../../src/cli/gpu/nodeGpuBackend.ts';
import { RunClock } from '../../../src/runtime/model/runClock.ts';
import { loadScoringModel } from '../../../src/runtime/model/scoringModel.ts';
import { markdownTable } from '../benchCase.ts';
import type { Check } from './checkDevice.ts';
import { MANY } from './gpuRow.ts';
import { timeRequest } from './measure.ts';
import type { MadePackage } from './measureDtype.ts';
import { KERNELS_A_SUBMISSION, readKernelTimes, type KernelTime } from './profile.ts';

/** Kinds of kernels that are listed one by one. */
const MAX_KINDS = 12;
/** With less of the time in kernels, the GPU waits for whoever hands them over. */
const BUSY_SHARE = 0.85;

/** What a request of {@link MANY} candidates is made of on the GPU. */
export interface GpuProfile {
  readonly kinds: readonly KernelTime[];
  readonly kernels: number;
  readonly kernelSeconds: number;
  /** Of the same request without a profile. */
  readonly wallSeconds: number;
}

/** Loads the package once more, with profiling on, and scores one request. Undefined where the GPU keeps no time. */
export async function profileDtype(
  { files, path }: MadePackage,
  { check, wallSeconds }: { readonly check: Check; readonly wallSeconds: number },
): Promise<GpuProfile | undefined> {
  const folder = join(path, 'profile');
  await mkdir(folder);
  const backend = createNodeGpuBackend(path, check.variant, join(folder, 'kernels'));
  const model = await loadScoringModel(files, backend, {});
  try {
    await timeRequest({ model, clock: new RunClock() }, MANY);
  } finally {
    // Sessions write their profiles when they end.
    await model.dispose();
  }
  const kinds = await readKernelTimes(join(folder, 'kernels'));
  await rm(folder, { recursive: true });
  if (kinds.length === 0) return undefined;
  const kernels = kinds.reduce((sum, { count }) => sum + count, 0);
  const kernelSeconds = kinds.reduce((sum, { ms }) => sum + ms, 0) / 1000;
  return { kinds, kernels, kernelSeconds, wallSeconds };
}

/** For people: a table, and what limits the speed. */
export function describeProfile({ kinds, kernels, kernelSeconds, wallSeconds }: GpuProfile): string {
  const cells = kinds
    .slice(0, MAX_KINDS)
    .map(({ name, count, ms }) => [
      name,
      String(count),
      `${ms.toFixed(1)} ms`,
      `${((100 * ms) / 1000 / kernelSeconds).toFixed(0)}%`,
    ]);
  const table = markdownTable(['Kernels of a request of 4', 'Number', 'Time', 'Share'], cells);
  const busy = kernelSeconds / wallSeconds;
  const limit =
    busy < BUSY_SHARE
      ? 'The GPU waits for what hands kernels over to it, and for what is read back.'
      : `The GPU is busy throughout, most of it with ${kinds[0]?.name}.`;
  return (
    `${table}\n\n${kernels} kernels, in about ${Math.ceil(kernels / KERNELS_A_SUBMISSION)} submissions, took ` +
    `${kernelSeconds.toFixed(2)} s of the ${wallSeconds.toFixed(2)} s that the request takes without a profile ` +
    `(${(100 * busy).toFixed(0)}%). ${limit}`
  );
}
