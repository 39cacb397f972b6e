import type { OnStatistics } from '../convert/calibration/calibration.ts';
import type { Manifest } from '../core/modelPackage/manifest.ts';
import { loadScoringModel } from '../runtime/model/scoringModel.ts';
import { observedBackend } from '../runtime/scoring/observedBackend.ts';
import { passTogether, type PassHooks } from '../runtime/scoring/passTogether.ts';
import type { ImagesToScore } from '../runtime/scoring/scoreImages.ts';
import { createNodeBackend } from './nodeBackend.ts';
import { directoryFolder } from './nodeFiles.ts';

/** Has the package in `path`, which lacks its manifest, judge samples on this machine's CPU: shard by shard. */
export async function calibrateOnDisk(
  path: string,
  manifest: Manifest,
  samples: readonly ImagesToScore[],
  onStatistics: OnStatistics,
  hooks: PassHooks = {},
): Promise<void> {
  const backend = observedBackend(createNodeBackend(path), onStatistics);
  const modelPackage = { manifest, folder: directoryFolder(path), verified: true };
  const model = await loadScoringModel(modelPackage, backend, { residency: 'streamed', signal: hooks.signal });
  try {
    await passTogether(model, samples, hooks);
  } finally {
    await model.dispose();
  }
}
