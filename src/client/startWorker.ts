import type { PackageFiles } from './packageFiles.ts';
import { withRuntime } from '../core/loading/runtimeBuilds.ts';
import { observeWorker } from './observeWorker.ts';
import type { SpawnedWorker } from './workerConnection.ts';

/**
 * Starts a scorer worker from its address. Browsers start workers only from the page's own origin. So a worker from
 * elsewhere is imported by a script of one line in a Blob. A page with a Content-Security-Policy has to allow that
 * (`worker-src blob:`).
 */
export function startWorker({ scorer, runtime }: Pick<PackageFiles, 'scorer' | 'runtime'>): SpawnedWorker {
  const absolute = new URL(scorer, location.href).href;
  const url = runtime ? withRuntime(absolute, runtime) : absolute;
  const isOurs = new URL(url).origin === location.origin;
  return observeWorker(new Worker(isOurs ? url : bootstrapOf(url), { type: 'module', name: 'scorer' }));
}

/** Never revoked: a few bytes, and no browser says when it has read them. */
function bootstrapOf(url: string): string {
  return URL.createObjectURL(new Blob([`import ${JSON.stringify(url)};`], { type: 'text/javascript' }));
}
