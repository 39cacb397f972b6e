import { Suspense } from 'react';
import { useDrops } from './useDrops.ts';
import { type Route, useRoute } from '../ui/useRoute.ts';
import { usePage } from './page.ts';
import { announcement } from './announcement.ts';
import { Header } from './Header.tsx';
import { PageBoundary } from './PageBoundary.tsx';
import { forgetPage, PAGES } from './pages.ts';
import { Problems } from '../score/Problems.tsx';
import { UpdateNote } from './UpdateNote.tsx';
import './layout.css';

/** The frame of all pages. */
export function App() {
  const { state } = usePage();
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

function CurrentPage({ route }: { readonly route: Route }) {
  const Page = PAGES[route];
  return <Page />;
}
