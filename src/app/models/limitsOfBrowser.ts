/** Something that the page makes use of where a browser has it, and what a person has to know where it has not. */
interface UsedFeature {
  readonly isThere: () => boolean | Promise<boolean>;
  readonly withoutIt: string;
}

/** https://developer.mozilla.org/docs/Web/Security/Secure_Contexts: most of what follows is missing outside one. */
const INSECURE =
  'This address is neither https nor localhost, so the browser withholds the GPU, threads, kept models, batches over ' +
  'several tabs and the use without a network. Open the page over https to have them.';

const FEATURES: readonly UsedFeature[] = [
  {
    isThere: () => globalThis.crossOriginIsolated && typeof SharedArrayBuffer !== 'undefined',
    withoutIt:
      'Without a GPU scores take several times as long as they could: the browser shares no memory between threads here, so ' +
      'the CPU works on one. A reload may help; within another page, that page has to allow it.',
  },
  {
    isThere: hasServiceWorkers,
    withoutIt:
      'The page needs a network each time it is opened: this browser lets the site keep no copy of itself. Private ' +
      'windows and blocked cookies are common reasons.',
  },
  {
    isThere: () => 'locks' in navigator,
    withoutIt: 'Tabs do not know of each other here: work on one model or batch in one tab at a time.',
  },
  {
    isThere: hasChannels,
    withoutIt: 'What other tabs do with models shows here only after a reload.',
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
