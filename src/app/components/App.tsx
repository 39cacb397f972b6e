import { lazy, Suspense } from 'react';
import { useDrops } from '../hooks/useDrops.ts';
import { useRoute } from '../hooks/useRoute.ts';
import { usePage } from '../page.ts';
import { announcement } from '../state/announcement.ts';
import { Header } from './Header.tsx';
import { ScorePage } from './ScorePage.tsx';
import { UpdateNote } from './UpdateNote.tsx';
import '../styles/layout.css';

/** Not part of what a first visit waits for. */
const ModelsPage = lazy(async () => ({ default: (await import('./models/ModelsPage.tsx')).ModelsPage }));

/** The frame of all pages. */
export function App() {
  const { state } = usePage();
  const route = useRoute();
  const dropNote = useDrops();
  return (
    <div className={dropNote === undefined ? 'page' : 'page dragging'}>
      <Header />
      <UpdateNote />
      {route === 'score' ? (
        <ScorePage />
      ) : (
        <Suspense>
          <ModelsPage />
        </Suspense>
      )}
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
