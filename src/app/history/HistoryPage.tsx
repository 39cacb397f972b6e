import { useState } from 'react';
import { formatCountOf } from '../../core/formatNumbers.ts';
import { chooseHistory, keepsHistory } from '../keptStage/historyChoice.ts';
import { MAX_SESSION_BYTES, MAX_SESSIONS, type PastSessions, type SessionStore } from '../keptStage/sessionStore.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { DeleteAll } from './DeleteAll.tsx';
import { searchSessions } from './searchSessions.ts';
import { SessionRow } from './SessionRow.tsx';
import { useSessions } from './useSessions.ts';
import './history.css';

/** Shown at once, and with each step more: every row shows pictures. */
const ROWS_A_STEP = 30;

/** Comparisons of before: to search, to open again, to delete. */
export function HistoryPage() {
  const list = useSessions();
  return (
    <main className="history-page">
      <div className="section-head">
        <h2>History</h2>
      </div>
      <p className="muted">
        Every finished comparison of your own pictures is kept on this device, and nowhere else: the latest{' '}
        {MAX_SESSIONS}, up to {MAX_SESSION_BYTES / 1e6} MB of pictures, or as much as this browser has room for. The
        oldest go first.
      </p>
      <KeepsHistory />
      {list.kind === 'failed' && <ErrorLine text={list.why} />}
      {list.kind === 'read' && <Sessions store={list.store} past={list.past} />}
    </main>
  );
}

function KeepsHistory() {
  const [isKept, setIsKept] = useState(keepsHistory);

  function choose(chosen: boolean): void {
    chooseHistory(chosen);
    setIsKept(chosen);
  }

  return (
    <label className="history-choice">
      <input type="checkbox" checked={isKept} onChange={(event) => choose(event.currentTarget.checked)} />
      Keep finished comparisons
    </label>
  );
}

interface SessionsProps {
  readonly store: SessionStore;
  readonly past: PastSessions;
}

function Sessions({ store, past: { sessions, unreadable } }: SessionsProps) {
  const [query, setQuery] = useState('');
  const [error, setError] = useState<string>();
  const count = sessions.length + unreadable;
  if (count === 0)
    return <p className="history-none">Nothing yet: score some edits, and they are here the next time.</p>;
  const found = searchSessions(sessions, query.trim());
  return (
    <>
      <div className="history-tools">
        <label>
          <span className="visually-hidden">Search by instruction or file name</span>
          <input
            type="search"
            value={query}
            placeholder="Search by instruction or file name"
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
        </label>
        <span role="status" className="muted">
          {query.trim() === '' ? formatCountOf(count, 'comparison') : `${found.length} of ${sessions.length}`}
        </span>
        <DeleteAll count={count} onDelete={() => store.removeAll()} onFailed={setError} />
      </div>
      <ErrorLine text={error} />
      {unreadable > 0 && (
        <p className="muted">
          {formatCountOf(unreadable, 'comparison')} cannot be read: another version of this page wrote them, or they are
          damaged.
        </p>
      )}
      <Rows key={query} store={store} found={found} models={modelsOf(sessions)} onFailed={setError} />
    </>
  );
}

function modelsOf(sessions: PastSessions['sessions']) {
  return sessions.flatMap(({ work }) => (work.scoredFor ? [work.scoredFor.status.model] : []));
}

interface RowsProps {
  readonly store: SessionStore;
  readonly found: PastSessions['sessions'];
  readonly models: ReturnType<typeof modelsOf>;
  readonly onFailed: (why: string | undefined) => void;
}

function Rows({ store, found, models, onFailed }: RowsProps) {
  const [shown, setShown] = useState(ROWS_A_STEP);
  if (found.length === 0) return <p>Nothing is found.</p>;
  return (
    <>
      <ul className="history-list">
        {found.slice(0, shown).map((session) => (
          <SessionRow key={session.id} session={session} store={store} models={models} onFailed={onFailed} />
        ))}
      </ul>
      {found.length > shown && (
        <p>
          <button type="button" onClick={() => setShown(shown + ROWS_A_STEP)}>
            Show more
          </button>
        </p>
      )}
    </>
  );
}
