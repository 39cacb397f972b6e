import { type ComponentType, lazy } from 'react';
import type { Route } from '../ui/useRoute.ts';
import { loadPart } from '../ui/loadPart.ts';
import { ScorePage } from '../score/ScorePage.tsx';

type LazyRoute = Exclude<Route, 'score'>;

/** A page that is no part of what a first visit waits for; each call makes one that is not loaded yet. */
function lazyPage<Part>(load: () => Promise<Part>, pick: (part: Part) => ComponentType): () => ComponentType {
  return () => lazy(async () => ({ default: pick(await loadPart(load)) }));
}

const LAZY_PAGES: Readonly<Record<LazyRoute, () => ComponentType>> = {
  batch: lazyPage(
    () => import('../batch/BatchPage.tsx'),
    ({ BatchPage }) => BatchPage,
  ),
  benchmark: lazyPage(
    () => import('../benchmark/BenchmarkPage.tsx'),
    ({ BenchmarkPage }) => BenchmarkPage,
  ),
  history: lazyPage(
    () => import('../history/HistoryPage.tsx'),
    ({ HistoryPage }) => HistoryPage,
  ),
  models: lazyPage(
    () => import('../models/ModelsPage.tsx'),
    ({ ModelsPage }) => ModelsPage,
  ),
};

/** Read anew each time a page is opened, since {@link forgetPage} replaces one. */
export const PAGES: Record<Route, ComponentType> = {
  score: ScorePage,
  batch: LAZY_PAGES.batch(),
  benchmark: LAZY_PAGES.benchmark(),
  history: LAZY_PAGES.history(),
  models: LAZY_PAGES.models(),
};

/** Has it loaded anew the next time: React keeps what a load came to, also when it failed. */
export function forgetPage(route: Route): void {
  if (route !== 'score') PAGES[route] = LAZY_PAGES[route]();
}
