import type { Manifest, SelfTest } from '../core/modelPackage/manifest.ts';
import { expectedRewards, scoreSelfTest } from '../runtime/trust/selfTest.ts';
import { loadScoringModel } from '../runtime/model/scoringModel.ts';
import type { Backend } from '../runtime/model/session.ts';
import { createNodeBackend } from './nodeBackend.ts';
import { directoryFolder } from './nodeFiles.ts';

export interface MeasureHooks {
  readonly signal?: AbortSignal | undefined;
  /** One of `total` shards is about to be loaded and run. */
  readonly onShard?: ((done: number, total: number) => void) | undefined;
}

/**
 * What a package that stands in `path`, all but its manifest, gives for its self-test on this machine's CPU. Shards pass
 * through memory one at a time: a conversion must not need the memory of the whole model. Its files are not checked: the
 * conversion has just done that.
 */
export async function measureSelfTest(
  path: string,
  manifest: Manifest,
  { signal, onShard }: MeasureHooks = {},
): Promise<SelfTest['expected']> {
  const modelPackage = { manifest, folder: directoryFolder(path), verified: true };
  let done = 0;
  const onSession = () => onShard?.(done++, manifest.sessions.length);
  const backend = countSessions(createNodeBackend(path), onSession);
  const model = await loadScoringModel(modelPackage, backend, { signal, residency: 'streamed' });
  try {
    return expectedRewards(await scoreSelfTest(model, signal));
  } finally {
    await model.dispose();
  }
}

function countSessions(backend: Backend, onSession: () => void): Backend {
  return {
    ...backend,
    createSession(files, reader) {
      onSession();
      return backend.createSession(files, reader);
    },
  };
}
