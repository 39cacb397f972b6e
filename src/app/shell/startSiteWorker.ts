import { gainIsolation } from '../../client/gainIsolation.ts';
import { createSiteWorker, type SiteWorker } from '../../client/siteWorker.ts';
import { isBusy } from './busy.ts';
import { allPictures } from '../score/pictures.ts';
import type { Store } from '../ui/store.ts';

/** Who opens the page clicks an example within this; what is kept meanwhile would slow down that first score. */
const REST_MS = 3000;

export interface StartedSiteWorker {
  readonly worker: SiteWorker | undefined;
  /** Whether the page is about to be reloaded, as one that is isolated. */
  readonly reloading: Promise<boolean>;
}

/** Has the site kept for use without a network, once the page has nothing else to do. */
export function startSiteWorker(siteUrl: string, store: Store): StartedSiteWorker {
  const worker = import.meta.env.DEV || !hasServiceWorkers() ? undefined : createSiteWorker(siteUrl);
  if (!worker) return { worker, reloading: Promise.resolve(false) };
  const reloading = gainIsolation(worker, siteUrl, () => isUntouched(store));
  void keepOnceIdle(worker, store, reloading);
  return { worker, reloading };
}

/** Missing outside secure contexts; in a sandboxed frame to ask for them is an error. */
function hasServiceWorkers(): boolean {
  try {
    const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
    return workers !== undefined;
  } catch {
    return false;
  }
}

function isUntouched(store: Store): boolean {
  const state = store.getState();
  return allPictures(state).length === 0 && state.instruction === '';
}

async function keepOnceIdle(worker: SiteWorker, store: Store, reloading: Promise<boolean>): Promise<void> {
  if (await reloading) return;
  do {
    await untilAtRest(store);
    await pause();
  } while (isBusy(store.getState()));
  // A host or a browser may forbid service workers: the page works all the same, with a network.
  await worker.start().then(worker.keepSite, () => undefined);
}

function untilAtRest(store: Store): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (isBusy(store.getState())) return;
      stop();
      resolve();
    };
    const stop = store.subscribe(check);
    check();
  });
}

const pause = () => new Promise((resolve) => setTimeout(resolve, REST_MS));
