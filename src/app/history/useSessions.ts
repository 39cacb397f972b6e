import { useEffect, useState } from 'react';
import { EditRewardError, messageOf } from '../../core/errors.ts';
import { watchSessions } from '../keptStage/sessionChannel.ts';
import { openSessionStore, type PastSessions, type SessionStore } from '../keptStage/sessionStore.ts';

/** The browser keeps nothing for this site, so there is no history. */
export class NoHistoryError extends EditRewardError {
  override readonly name = 'NoHistoryError';

  constructor(cause: unknown) {
    super(
      `This browser keeps no comparisons for this site (${messageOf(cause)}). Allow the site to store data, or leave the ` +
        'private mode, and reload the page. Scoring works all the same.',
      { cause },
    );
  }
}

/** The list as it is now: also what another tab, or a scoring in this one, does to it is seen. */
export type SessionList =
  | { readonly kind: 'reading' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'read'; readonly store: SessionStore; readonly past: PastSessions };

export function useSessions(): SessionList {
  const [list, setList] = useState<SessionList>({ kind: 'reading' });
  useEffect(() => {
    let isOver = false;
    const fail = (error: unknown) => isOver || setList({ kind: 'failed', why: messageOf(new NoHistoryError(error)) });
    const opening = openSessionStore();
    const refresh = async () => {
      const store = await opening;
      const past = await store.list();
      if (!isOver) setList({ kind: 'read', store, past });
    };
    const stop = watchSessions(() => void refresh().catch(fail));
    refresh().catch(fail);
    return () => {
      isOver = true;
      stop();
      void opening.then(
        (store) => store.close(),
        () => undefined,
      );
    };
  }, []);
  return list;
}
