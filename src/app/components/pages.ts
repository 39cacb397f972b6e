import { type ComponentType, lazy } from 'react';
import type { Route } from '../hooks/useRoute.ts';
import { loadPart } from '../loadPart.ts';
import { ScorePage } from './ScorePage.tsx';

type LazyRoute = Exclude<Route, 'score'>;

/** All but the first page are no part of what a first visit waits for. */
const LOADS: Readonly<Record<LazyRoute, () => Promise<ComponentType>>> = {
  batch: async () => (await import('./batch/BatchPage.tsx')).BatchPage,
  benchmark: async () => (await import('./benchmark/BenchmarkPage.tsx')).BenchmarkPage,
  models: async () => (await import('./models/ModelsPage.tsx')).ModelsPage,
};

const lazyPage = (route: LazyRoute) => lazy(async () => ({ default: await loadPart(LOADS[route]) }));

/** Read anew each time a page is opened, since {@link forgetPage} replaces one. */
export const PAGES: Record<Route, ComponentType> = {
  score: ScorePage,
  batch: lazyPage('batch'),
  benchmark: lazyPage('benchmark'),
  models: lazyPage('models'),
};

/** Has it loaded anew the next time: React keeps what a load came to, also when it failed. */
export function forgetPage(route: Route): void {
  if (route !== 'score') PAGES[route] = lazyPage(route);
}
