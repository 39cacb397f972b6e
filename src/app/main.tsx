import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createScorerClient } from '../client/scorerClient.ts';
import { spawnScorer } from '../client/spawnScorer.ts';
import { toTransferred } from '../rpc/transferError.ts';
import { createPageActions, type PageActions } from './actions.ts';
import { App } from './components/App.tsx';
import { labelOfUrl, packageOfUrl } from './files/modelPackage.ts';
import { PageContext } from './page.ts';
import { createStore, type Store } from './state/store.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';

/** `?model=URL` names the package to start with. */
function loadModelOfAddress(store: Store, actions: PageActions): void {
  const typed = new URL(location.href).searchParams.get('model');
  if (typed === null) return;
  try {
    const place = packageOfUrl(typed, location.href);
    void actions.loadModel(labelOfUrl(place.url), place);
  } catch (error) {
    store.dispatch({ type: 'modelFailed', label: typed, error: toTransferred(error) });
  }
}

const store = createStore();
const actions = createPageActions(store, createScorerClient({ spawn: spawnScorer }));
loadModelOfAddress(store, actions);

const root = document.getElementById('page');
if (!root) throw new Error('index.html has no element with the id "page".');
createRoot(root).render(
  <StrictMode>
    <PageContext value={{ store, actions }}>
      <App />
    </PageContext>
  </StrictMode>,
);
