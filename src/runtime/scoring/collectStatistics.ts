import { loadScoringModel } from '../model/scoringModel.ts';
import type { Backend } from '../model/session.ts';
import { observedBackend, type OnSessionStatistics } from './observedBackend.ts';
import { passTogether, type PassHooks } from './passTogether.ts';
import type { ImagesToScore } from './scoreImages.ts';

/** Has an observed package judge samples on a device, shard by shard: `onStatistics` hears of each shard that all have passed. */
export async function collectStatistics(
  modelPackage: Parameters<typeof loadScoringModel>[0],
  backend: Backend,
  samples: readonly ImagesToScore[],
  onStatistics: OnSessionStatistics,
  hooks: PassHooks = {},
): Promise<void> {
  const observed = observedBackend(backend, onStatistics);
  const model = await loadScoringModel(modelPackage, observed, { residency: 'streamed', signal: hooks.signal });
  try {
    await passTogether(model, samples, hooks);
  } finally {
    await model.dispose();
  }
}
