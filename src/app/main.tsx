import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { toTransferred } from '../core/transferredError.ts';
import { startOfAddress } from './model/pageAddress.ts';
import { App } from './shell/App.tsx';
import { beginPage } from './shell/beginPage.ts';
import { followLinks } from './shell/followLinks.ts';
import { keepWork } from './shell/keepWork.ts';
import { createRooms, type Shell } from './shell/rooms.ts';
import { RoomsProvider } from './shell/RoomsProvider.tsx';
import { receiveFiles } from './shell/sharedPictures.ts';
import { startSiteWorker } from './shell/startSiteWorker.ts';
import { recallReference } from './reference/chosenReference.ts';
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
  const begun = beginPage(rooms, model, EXAMPLES_URL, site.reloading);
  const kept = keepWork(rooms.stage);
  followLinks(rooms.stage, site.reloading);
  const waited = new Promise((resolve) => setTimeout(resolve, MAX_WAIT_FOR_EXAMPLES_MS));
  void recallReference();
  void receiveFiles(SITE_URL, (files) => void rooms.stage.actions.addFiles(files, 'auto'));
  return { shell: { ...rooms, site: site.worker }, drawable: Promise.race([Promise.all([begun, kept]), waited]) };
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
