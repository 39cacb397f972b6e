/** Something that the page makes use of where a browser has it, and what a person has to know where it has not. */
interface UsedFeature {
  readonly isThere: () => boolean | Promise<boolean>;
  readonly withoutIt: string;
}

/** https://developer.mozilla.org/docs/Web/Security/Secure_Contexts: most of what follows is missing outside one. */
const INSECURE =
  'This address is neither https nor localhost. So the browser allows no GPU, no threads, no kept models and no use ' +
  'without a network. Open the page over https to have them.';

const FEATURES: readonly UsedFeature[] = [
  {
    isThere: () => globalThis.crossOriginIsolated && typeof SharedArrayBuffer !== 'undefined',
    withoutIt:
      'Here the CPU can use one thread only, because the browser shares no memory between threads. Without a GPU, scores take ' +
      'several times as long. A reload may help. Inside another page, that page has to allow it.',
  },
  {
    isThere: hasServiceWorkers,
    withoutIt:
      'This page needs a network each time you open it, because the browser lets it keep no copy of itself. Common reasons ' +
      'are private windows and blocked cookies.',
  },
  {
    isThere: () => 'locks' in navigator,
    withoutIt: 'Tabs cannot see each other in this browser. Work on a model or batch in one tab at a time.',
  },
  {
    isThere: hasChannels,
    withoutIt: 'What you do with models in other tabs shows here after a reload.',
  },
];

/** What this browser, at this address, keeps the page from doing, in sentences; none where all is well. */
export async function findBrowserLimits(): Promise<readonly string[]> {
  if (!globalThis.isSecureContext) return [INSECURE];
  const found = await Promise.all(FEATURES.map(({ isThere }) => isThere()));
  return FEATURES.filter((_, index) => !found[index]).map(({ withoutIt }) => withoutIt);
}

/** A browser may have them, and refuse them to this site. */
async function hasServiceWorkers(): Promise<boolean> {
  try {
    const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
    await workers?.getRegistration();
    return workers !== undefined;
  } catch {
    return false;
  }
}

function hasChannels(): boolean {
  try {
    new BroadcastChannel('editreward-probe').close();
    return true;
  } catch {
    return false;
  }
}
