import type { SiteWorker } from './siteWorker.ts';

/** A page that waits longer for its service worker starts without shared memory; its next visit has it. */
const MAX_WAIT_MS = 3000;

/** What of the browser the decision rests on. */
export interface IsolationSurroundings {
  readonly crossOriginIsolated: boolean;
  readonly isSecureContext: boolean;
  /** Within a frame, isolation is up to the page around it. */
  readonly isFrame: boolean;
  /** A reload in this tab has been tried for it. */
  readonly tried: boolean;
}

/** Whether the page is without isolation, and a reload through the service worker may bring it. */
export function wantsIsolation({
  crossOriginIsolated: has,
  isSecureContext: secure,
  isFrame,
  tried,
}: IsolationSurroundings): boolean {
  return !has && secure && !isFrame && !tried;
}

/**
 * On a host that sets no headers the service worker sets them, from the second load on. So the page is reloaded, once
 * in a tab. Resolves with whether it reloads. `mayReload` is asked last, since by then there may be something to lose.
 */
export async function gainIsolation(
  site: Pick<SiteWorker, 'start'>,
  siteUrl: string,
  mayReload: () => boolean,
): Promise<boolean> {
  const memory = reloadMemory(siteUrl);
  const isFrame = window.top !== window;
  if (!memory || !wantsIsolation({ crossOriginIsolated, isSecureContext, isFrame, tried: memory.tried() }))
    return false;
  const isActive = await Promise.race([
    site.start().then(
      () => true,
      () => false,
    ),
    timeOut(),
  ]);
  if (!isActive || !mayReload()) return false;
  memory.remember();
  location.reload();
  return true;
}

const timeOut = () => new Promise<false>((resolve) => setTimeout(() => resolve(false), MAX_WAIT_MS));

/** Undefined where the tab cannot remember: then nothing would end the reloads. */
function reloadMemory(siteUrl: string) {
  const key = `editreward-isolation ${siteUrl}`;
  try {
    const tried = sessionStorage.getItem(key) !== null;
    return { tried: () => tried, remember: () => sessionStorage.setItem(key, 'tried') };
  } catch {
    return undefined;
  }
}
