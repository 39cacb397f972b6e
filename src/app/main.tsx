import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createScorerClient } from '../client/scorerClient.ts';
import { spawnScorer } from '../client/spawnScorer.ts';
import { toTransferred } from '../rpc/transferError.ts';
import { createPageActions, type PageActions } from './actions.ts';
import { App } from './components/App.tsx';
import { startOfAddress, type PageStart } from './files/pageAddress.ts';
import { PageContext } from './page.ts';
import { SITE_URL } from './siteUrl.ts';
import { createStore, type Store } from './state/store.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';

function startPage(store: Store): PageActions {
  const { model, options } = readAddress(store);
  const actions = createPageActions(store, createScorerClient({ spawn: spawnScorer }), options);
  // Before anything is drawn: the model takes longest.
  if (model) void actions.loadModel(model);
  void actions.findExamples(new URL('examples/', SITE_URL).href);
  return actions;
}

function readAddress(store: Store): PageStart {
  try {
    return startOfAddress(location.href, SITE_URL);
  } catch (error) {
    store.dispatch({ type: 'modelFailed', label: 'The model of this address', error: toTransferred(error) });
    return { model: undefined, options: {} };
  }
}

const store = createStore();
const actions = startPage(store);

const root = document.getElementById('page');
if (!root) throw new Error('index.html has no element with the id "page".');
createRoot(root).render(
  <StrictMode>
    <PageContext value={{ store, actions }}>
      <App />
    </PageContext>
  </StrictMode>,
);
