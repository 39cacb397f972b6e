import type { OnStatistics } from '../convert/calibration/calibration.ts';
import type { Manifest } from '../core/modelPackage/manifest.ts';
import { collectStatistics } from '../runtime/scoring/collectStatistics.ts';
import type { PassHooks } from '../runtime/scoring/passTogether.ts';
import type { ImagesToScore } from '../runtime/scoring/scoreImages.ts';
import { createNodeBackend } from './nodeBackend.ts';
import { directoryFolder } from './nodeFiles.ts';

/** Has the package in `path`, which lacks its manifest, judge samples on this machine's CPU: shard by shard. */
export function calibrateOnDisk(
  path: string,
  manifest: Manifest,
  samples: readonly ImagesToScore[],
  onStatistics: OnStatistics,
  hooks: PassHooks = {},
): Promise<void> {
  const modelPackage = { manifest, folder: directoryFolder(path), verified: true };
  return collectStatistics(modelPackage, createNodeBackend(path), samples, onStatistics, hooks);
}
