import type { Manifest, SelfTest } from '../core/modelPackage/manifest.ts';
import { expectedRewards, scoreSelfTest } from '../runtime/selfTest.ts';
import { loadScoringModel, type LoadModelOptions } from '../runtime/scoringModel.ts';
import { createNodeBackend } from './nodeBackend.ts';
import { directoryFolder } from './nodeFiles.ts';

/**
 * What a package that stands in `path`, all but its manifest, gives for its self-test on this machine's CPU. Shards pass
 * through memory one at a time: a conversion must not need the memory of the whole model.
 */
export async function measureSelfTest(
  path: string,
  manifest: Manifest,
  options: LoadModelOptions = {},
): Promise<SelfTest['expected']> {
  const modelPackage = { manifest, folder: directoryFolder(path) };
  const model = await loadScoringModel(modelPackage, createNodeBackend(path), { ...options, residency: 'streamed' });
  try {
    return expectedRewards(await scoreSelfTest(model, options.signal));
  } finally {
    await model.dispose();
  }
}
