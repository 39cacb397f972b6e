import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createModelStoreClient } from '../client/modelStoreClient.ts';
import { createScorerClient } from '../client/scorerClient.ts';
import { spawnModelStore } from '../client/spawnModelStore.ts';
import { toTransferred } from '../rpc/transferError.ts';
import { createPageActions, type PageActions } from './score/scoreActions.ts';
import { createBenchmark } from './benchmark/benchmark.ts';
import { App } from './shell/App.tsx';
import { startOfAddress, type PageStart } from './model/pageAddress.ts';
import { receiveFiles } from './shell/sharedPictures.ts';
import { createLibraryActions } from './models/libraryActions.ts';
import { watchStyles } from './ui/loadPart.ts';
import { type Page, PageContext } from './shell/page.ts';
import { takeScorer } from './startScorer.ts';
import { startSiteWorker } from './shell/startSiteWorker.ts';
import { EXAMPLES_URL, NANO_URL, SITE_URL } from './ui/siteUrl.ts';
import { createStore, type Store } from './ui/store.ts';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';

/** Drawn without them, the page would be pushed about when the examples come; a host slower than this shows it all the same. */
const MAX_WAIT_FOR_EXAMPLES_MS = 500;

interface StartedPage {
  readonly page: Page;
  /** Resolves when the page is ready to be drawn. */
  readonly drawable: Promise<unknown>;
}

function startPage(): StartedPage {
  const store = createStore();
  const scorer = createScorerClient({ spawn: takeScorer });
  const { model, options } = readAddress(store);
  const actions = createPageActions(store, scorer, options);
  const site = startSiteWorker(SITE_URL, store);
  const begun = begin(store, actions, model, site.reloading);
  const waited = new Promise((resolve) => setTimeout(resolve, MAX_WAIT_FOR_EXAMPLES_MS));
  void receiveFiles(SITE_URL, (files) => void actions.addFiles(files, 'auto'));
  const library = createLibraryActions(store, createModelStoreClient({ spawn: spawnModelStore }), scorer);
  const page: Page = { store, actions, library, scorer, benchmark: createBenchmark(), site: site.worker };
  return { page, drawable: Promise.race([begun, waited]) };
}

/** Loads what the page starts with, unless it is about to be reloaded. */
async function begin(store: Store, actions: PageActions, model: PageStart['model'], reloading: Promise<boolean>) {
  if (model) store.dispatch({ type: 'modelLoading', ...model });
  if (await reloading) return;
  // First, for it takes longest.
  if (model) void actions.loadModel(model);
  await actions.findExamples(EXAMPLES_URL);
  // Without a network there were none.
  addEventListener('online', () => {
    if (store.getState().examples.length === 0) void actions.findExamples(EXAMPLES_URL);
  });
}

function readAddress(store: Store): PageStart {
  try {
    return startOfAddress(location.href, NANO_URL);
  } catch (error) {
    store.dispatch({ type: 'modelFailed', label: 'The model of this address', error: toTransferred(error) });
    return { model: undefined, options: {} };
  }
}

watchStyles();
const { page, drawable } = startPage();

const root = document.getElementById('page');
if (!root) throw new Error('index.html has no element with the id "page".');
await drawable;
createRoot(root).render(
  <StrictMode>
    <PageContext value={page}>
      <App />
    </PageContext>
  </StrictMode>,
);
