/** Whether a device computes right, before anything is timed on it. */
import { mkdir, rm } from 'node:fs/promises';
import { messageOf } from '../../../src/core/errors.ts';
import type { Dtype, GraphVariant } from '../../../src/core/modelPackage/manifest.ts';
import { SELF_TEST_TOLERANCE } from '../../../src/core/modelPackage/selfTestTolerance.ts';
import type { PackageFiles } from '../../../src/packages/modelPackage.ts';
import { loadScoringModel } from '../../../src/runtime/model/scoringModel.ts';
import { expectedRewards, scoreSelfTest, selfTestDifference } from '../../../src/runtime/trust/selfTest.ts';
import { openDevice, type Device } from './device.ts';
import { makeRandomPackage } from './randomPackage.ts';
import { checkedShape, type Shape } from './shapes.ts';

/** Attention as one operator first: it is the faster one where it is right. */
const VARIANTS: readonly GraphVariant[] = ['webgpu', 'cpu'];

const PROCESSOR: Device = { name: 'cpu', adapter: undefined };

/** One way to run the graphs, compared with this machine's processor. */
export interface Check {
  readonly variant: GraphVariant;
  /** The largest of any mu or log sigma; undefined where the device gave none. */
  readonly difference: number | undefined;
  readonly passed: boolean;
  /** Why it did not pass. */
  readonly reason?: string;
}

/**
 * Scores a drawn pair with a model of the same widths and few layers, on the processor and on the device. Tries the ways
 * one after the other, until one agrees.
 */
export async function checkDevice(device: Device, shape: Shape, dtype: Dtype, folder: string): Promise<Check[]> {
  await mkdir(folder, { recursive: true });
  try {
    const files = await makeRandomPackage(folder, checkedShape(shape), dtype);
    const expected = expectedRewards(await scoreOn(PROCESSOR, 'cpu', files, folder));
    const { manifest } = files;
    const known = { ...files, manifest: { ...manifest, selfTest: { ...manifest.selfTest, expected } } };
    const checks: Check[] = [];
    for (const variant of VARIANTS) {
      const check = await checkVariant(device, variant, known, folder);
      checks.push(check);
      if (check.passed) break;
    }
    return checks;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function checkVariant(
  device: Device,
  variant: GraphVariant,
  files: PackageFiles,
  folder: string,
): Promise<Check> {
  try {
    const difference = selfTestDifference(files.manifest, await scoreOn(device, variant, files, folder));
    const tolerance = SELF_TEST_TOLERANCE[files.manifest.dtype];
    if (difference <= tolerance) return { variant, difference, passed: true };
    const reason = `differs from the processor by ${difference.toPrecision(2)}, more than ${tolerance}`;
    return { variant, difference, passed: false, reason };
  } catch (error) {
    return { variant, difference: undefined, passed: false, reason: messageOf(error).trim() };
  }
}

async function scoreOn(device: Device, variant: GraphVariant, files: PackageFiles, folder: string) {
  const model = await loadScoringModel(files, await openDevice(device, folder, variant), {});
  try {
    return await scoreSelfTest(model);
  } finally {
    await model.dispose();
  }
}
