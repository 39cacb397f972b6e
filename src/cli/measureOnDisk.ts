import type { Manifest, SelfTest } from '../core/modelPackage/manifest.ts';
import type { Backend } from '../runtime/model/session.ts';
import { measureSelfTest } from '../runtime/trust/measureSelfTest.ts';
import { createNodeBackend } from './nodeBackend.ts';
import { directoryFolder } from './nodeFiles.ts';

export interface MeasureHooks {
  readonly signal?: AbortSignal | undefined;
  /** One of `total` shards is about to be loaded and run. */
  readonly onShard?: ((done: number, total: number) => void) | undefined;
}

/** What a package that stands in `path`, all but its manifest, gives for its self-test on this machine's CPU. */
export function measureOnDisk(
  path: string,
  manifest: Manifest,
  { signal, onShard }: MeasureHooks = {},
): Promise<SelfTest['expected']> {
  let done = 0;
  const onSession = () => onShard?.(done++, manifest.sessions.length);
  const backend = countSessions(createNodeBackend(path), onSession);
  return measureSelfTest({ manifest, folder: directoryFolder(path) }, backend, { signal });
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
