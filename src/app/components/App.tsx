import { type ComponentType, lazy, Suspense } from 'react';
import { useDrops } from '../hooks/useDrops.ts';
import { type Route, useRoute } from '../hooks/useRoute.ts';
import { usePage } from '../page.ts';
import { announcement } from '../state/announcement.ts';
import { Header } from './Header.tsx';
import { Problems } from './Problems.tsx';
import { ScorePage } from './ScorePage.tsx';
import { UpdateNote } from './UpdateNote.tsx';
import '../styles/layout.css';

/** All but the first are no part of what a first visit waits for. */
const PAGES: Readonly<Record<Route, ComponentType>> = {
  score: ScorePage,
  batch: lazy(async () => ({ default: (await import('./batch/BatchPage.tsx')).BatchPage })),
  benchmark: lazy(async () => ({ default: (await import('./benchmark/BenchmarkPage.tsx')).BenchmarkPage })),
  models: lazy(async () => ({ default: (await import('./models/ModelsPage.tsx')).ModelsPage })),
};

/** The frame of all pages. */
export function App() {
  const { state } = usePage();
  const route = useRoute();
  const CurrentPage = PAGES[route];
  const dropNote = useDrops();
  return (
    <div className={dropNote === undefined ? 'page' : 'page dragging'}>
      <Header />
      <UpdateNote />
      {route !== 'score' && <Problems />}
      <Suspense>
        <CurrentPage />
      </Suspense>
      <p className="visually-hidden" role="status">
        {announcement(state)}
      </p>
      {dropNote !== undefined && (
        <p className="drop-note" aria-hidden="true">
          {dropNote}
        </p>
      )}
    </div>
  );
}
