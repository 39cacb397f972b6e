import { gainIsolation } from '../../client/gainIsolation.ts';
import { createSiteWorker, type SiteWorker } from '../../client/siteWorker.ts';
import { allPictures } from '../score/pictures.ts';
import type { StageState } from '../score/stageState.ts';
import type { Readable } from '../ui/store.ts';
import type { Rooms } from './rooms.ts';

/** Who opens the page clicks an example within this; what is kept meanwhile would slow down that first score. */
const REST_MS = 3000;

export interface StartedSiteWorker {
  readonly worker: SiteWorker | undefined;
  /** Whether the page is about to be reloaded, as one that is isolated. */
  readonly reloading: Promise<boolean>;
}

/** Has the site kept for use without a network, once the page has nothing else to do. */
export function startSiteWorker(siteUrl: string, { stage, busy }: Rooms): StartedSiteWorker {
  const worker = import.meta.env.DEV || !hasServiceWorkers() ? undefined : createSiteWorker(siteUrl);
  if (!worker) return { worker, reloading: Promise.resolve(false) };
  const reloading = gainIsolation(worker, siteUrl, () => isUntouched(stage.view.getState()));
  void keepOnceIdle(worker, busy, reloading);
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

function isUntouched(stage: StageState): boolean {
  return allPictures(stage).length === 0 && stage.instruction === '';
}

async function keepOnceIdle(worker: SiteWorker, busy: Readable<boolean>, reloading: Promise<boolean>): Promise<void> {
  if (await reloading) return;
  do {
    await untilAtRest(busy);
    await pause();
  } while (busy.getState());
  // A host or a browser may forbid service workers: the page works all the same, with a network.
  await worker.start().then(worker.keepSite, () => undefined);
}

function untilAtRest({ getState, subscribe }: Readable<boolean>): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (getState()) return;
      stop();
      resolve();
    };
    const stop = subscribe(check);
    check();
  });
}

const pause = () => new Promise((resolve) => setTimeout(resolve, REST_MS));
