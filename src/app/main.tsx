import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { toTransferred } from '../core/transferredError.ts';
import { type PageStart, startOfAddress } from './model/pageAddress.ts';
import { App } from './shell/App.tsx';
import { createRooms, type Rooms, type Shell } from './shell/rooms.ts';
import { RoomsProvider } from './shell/RoomsProvider.tsx';
import { receiveFiles } from './shell/sharedPictures.ts';
import { startSiteWorker } from './shell/startSiteWorker.ts';
import { watchStyles } from './ui/loadPart.ts';
import { EXAMPLES_URL, NANO_URL, SITE_URL } from './ui/siteUrl.ts';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';

/** Drawn without them, the page would be pushed about when the examples come; a host slower than this shows it all the same. */
const MAX_WAIT_FOR_EXAMPLES_MS = 500;

interface StartedPage {
  readonly shell: Shell;
  /** Resolves when the page is ready to be drawn. */
  readonly drawable: Promise<unknown>;
}

function startPage(): StartedPage {
  const { model, options, refusal } = readAddress();
  const rooms = createRooms(options);
  if (refusal) rooms.model.store.dispatch({ type: 'modelFailed', ...refusal });
  const site = startSiteWorker(SITE_URL, rooms);
  const begun = begin(rooms, model, site.reloading);
  const waited = new Promise((resolve) => setTimeout(resolve, MAX_WAIT_FOR_EXAMPLES_MS));
  void receiveFiles(SITE_URL, (files) => void rooms.stage.actions.addFiles(files, 'auto'));
  return { shell: { ...rooms, site: site.worker }, drawable: Promise.race([begun, waited]) };
}

/** Loads what the page starts with, unless it is about to be reloaded. */
async function begin({ model, stage }: Rooms, first: PageStart['model'], reloading: Promise<boolean>) {
  if (first) model.store.dispatch({ type: 'modelLoading', ...first });
  if (await reloading) return;
  // First, for it takes longest.
  if (first) void model.actions.load(first);
  await stage.actions.findExamples(EXAMPLES_URL);
  // Without a network there were none.
  addEventListener('online', () => {
    if (stage.view.getState().examples.length === 0) void stage.actions.findExamples(EXAMPLES_URL);
  });
}

/** `refusal`: why the address was not understood. */
function readAddress() {
  try {
    return { ...startOfAddress(location.href, NANO_URL), refusal: undefined };
  } catch (error) {
    const refusal = { label: 'The model of this address', error: toTransferred(error) };
    return { model: undefined, options: {}, refusal };
  }
}

watchStyles();
const { shell, drawable } = startPage();

const root = document.getElementById('page');
if (!root) throw new Error('index.html has no element with the id "page".');
await drawable;
createRoot(root).render(
  <StrictMode>
    <RoomsProvider shell={shell}>
      <App />
    </RoomsProvider>
  </StrictMode>,
);
