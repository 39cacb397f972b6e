import { useSyncExternalStore } from 'react';

/** The site's pages, by the part of the address behind the `#`, so that every host of plain files can serve them. */
export type Route = 'score' | 'models';

export const ROUTES: Readonly<Record<Route, string>> = { score: '#/', models: '#/models' };

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, currentRoute);
}

export function currentRoute(): Route {
  return location.hash === ROUTES.models ? 'models' : 'score';
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}
