import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createModelStoreClient } from '../client/modelStoreClient.ts';
import { createScorerClient } from '../client/scorerClient.ts';
import { spawnModelStore } from '../client/spawnModelStore.ts';
import { spawnScorer } from '../client/spawnScorer.ts';
import { toTransferred } from '../rpc/transferError.ts';
import { createPageActions } from './actions.ts';
import { App } from './components/App.tsx';
import { startOfAddress, type PageStart } from './files/pageAddress.ts';
import { createLibraryActions } from './libraryActions.ts';
import { type Page, PageContext } from './page.ts';
import { SITE_URL } from './siteUrl.ts';
import { createStore, type Store } from './state/store.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';

function startPage(): Page {
  const store = createStore();
  const scorer = createScorerClient({ spawn: spawnScorer });
  const { model, options } = readAddress(store);
  const actions = createPageActions(store, scorer, options);
  // Before anything is drawn: the model takes longest.
  if (model) void actions.loadModel(model);
  void actions.findExamples(new URL('examples/', SITE_URL).href);
  const library = createLibraryActions(store, createModelStoreClient({ spawn: spawnModelStore }), scorer);
  return { store, actions, library };
}

function readAddress(store: Store): PageStart {
  try {
    return startOfAddress(location.href, SITE_URL);
  } catch (error) {
    store.dispatch({ type: 'modelFailed', label: 'The model of this address', error: toTransferred(error) });
    return { model: undefined, options: {} };
  }
}

const page = startPage();

const root = document.getElementById('page');
if (!root) throw new Error('index.html has no element with the id "page".');
createRoot(root).render(
  <StrictMode>
    <PageContext value={page}>
      <App />
    </PageContext>
  </StrictMode>,
);
