import type { FileFolder } from '../../core/bytes/bytes.ts';
import type { Manifest, SelfTest } from '../../core/modelPackage/manifest.ts';
import { loadScoringModel, type LoadModelOptions } from '../model/scoringModel.ts';
import type { Backend } from '../model/session.ts';
import { expectedRewards, scoreSelfTest } from './selfTest.ts';

/**
 * The rewards that the package in `folder`, which still lacks its manifest, gives for its self-test. Shards pass
 * through memory one at a time: a conversion must not need the memory of the whole model. Files are not checked: the
 * conversion has just done that. Takes over `backend`.
 */
export async function measureSelfTest(
  { manifest, folder }: { readonly manifest: Manifest; readonly folder: FileFolder },
  backend: Backend,
  { signal, onBytes }: Pick<LoadModelOptions, 'signal' | 'onBytes'> = {},
): Promise<SelfTest['expected']> {
  const modelPackage = { manifest, folder, verified: true };
  const model = await loadScoringModel(modelPackage, backend, { residency: 'streamed', signal, onBytes });
  try {
    return expectedRewards(await scoreSelfTest(model, signal));
  } finally {
    await model.dispose();
  }
}
