import { useSyncExternalStore } from 'react';

/** The site's pages, by the part of the address behind the `#`, so that every host of plain files can serve them. */
export type Route = 'score' | 'history' | 'batch' | 'benchmark' | 'models';

export const ROUTES: Readonly<Record<Route, string>> = {
  score: '#/',
  history: '#/history',
  batch: '#/batch',
  benchmark: '#/benchmark',
  models: '#/models',
};

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, currentRoute);
}

export function currentRoute(): Route {
  const routes = Object.keys(ROUTES) as Route[];
  return routes.find((route) => ROUTES[route] === location.hash) ?? 'score';
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}
