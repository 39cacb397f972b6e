import { Suspense } from 'react';
import { useDrops } from './useDrops.ts';
import { type Route, useRoute } from '../ui/useRoute.ts';
import { useStage } from '../score/useStage.ts';
import { announcement } from './announcement.ts';
import { Header } from './Header.tsx';
import { PageBoundary } from './PageBoundary.tsx';
import { forgetPage, PAGES } from './pages.ts';
import { Problems } from '../score/Problems.tsx';
import { UpdateNote } from './UpdateNote.tsx';
import './layout.css';

/** The frame of all pages. */
export function App() {
  const route = useRoute();
  const dropNote = useDrops();
  return (
    <div className={dropNote === undefined ? 'page' : 'page dragging'}>
      <Header />
      <UpdateNote />
      {route !== 'score' && <Problems />}
      <PageBoundary key={route} onForget={() => forgetPage(route)}>
        <Suspense>
          <CurrentPage route={route} />
        </Suspense>
      </PageBoundary>
      <Announcement />
      {dropNote !== undefined && (
        <p className="drop-note" aria-hidden="true">
          {dropNote}
        </p>
      )}
    </div>
  );
}

function Announcement() {
  return (
    <p className="visually-hidden" role="status">
      {useStage(announcement)}
    </p>
  );
}

function CurrentPage({ route }: { readonly route: Route }) {
  const Page = PAGES[route];
  return <Page />;
}
