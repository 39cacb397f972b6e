import { useEffect, useState } from 'react';
import { messageOf } from '../../core/errors.ts';
import type { ReportedModel } from '../../core/score/scoreReport.ts';
import type { KeptPicture } from '../keptStage/keptWork.ts';
import type { PastSession, SessionStore } from '../keptStage/sessionStore.ts';
import { useStage, useStageDispatch } from '../score/useStage.ts';
import { useBlobImage } from '../ui/useBlobImage.ts';
import { useOneAtATime } from '../ui/useOneAtATime.ts';
import { ROUTES } from '../ui/useRoute.ts';
import { sessionFacts, sessionVerdict, tellingPictures } from './sessionWords.ts';

/** So many stand beside each other on a phone. */
const MAX_THUMBNAILS = 4;
const GONE = 'This comparison is gone: another tab has deleted it.';

interface SessionRowProps {
  readonly session: PastSession;
  readonly store: SessionStore;
  readonly models: readonly ReportedModel[];
  /** Why something did not work; undefined once it did. */
  readonly onFailed: (why: string | undefined) => void;
}

export function SessionRow({ session, store, models, onFailed }: SessionRowProps) {
  const { id, work } = session;
  const dispatch = useStageDispatch();
  const isScoring = useStage(({ run }) => run !== undefined);
  const callFrom = useStage((stage) => stage.callFrom);
  const { isBusy, start } = useOneAtATime();
  const verdict = sessionVerdict(work, callFrom);

  function attempt(doing: () => Promise<string | undefined>): void {
    void start(() => doing().then(onFailed, (error: unknown) => onFailed(messageOf(error))));
  }

  async function open(): Promise<string | undefined> {
    const opened = await store.read(id);
    if (!opened) return GONE;
    dispatch({ type: 'workOpened', work: opened });
    location.hash = ROUTES.score;
    return undefined;
  }

  async function remove(): Promise<undefined> {
    await store.remove(id);
  }

  return (
    <li aria-label={work.instruction}>
      <div className="history-pictures">
        {tellingPictures(work, MAX_THUMBNAILS).map((picture) => (
          <Thumbnail key={`${picture.id} ${picture.key}`} picture={picture} store={store} />
        ))}
      </div>
      <div className="history-text">
        <strong>{work.instruction}</strong>
        {verdict !== undefined && <span>{verdict}</span>}
        <span className="muted">{sessionFacts(session, models)}</span>
      </div>
      <span className="history-buttons">
        <button type="button" disabled={isScoring || isBusy} onClick={() => attempt(open)}>
          Open
        </button>
        <DeleteOne what={work.instruction} onDelete={() => attempt(remove)} />
      </span>
    </li>
  );
}

/** Asks once, in place. */
function DeleteOne({ what, onDelete }: { readonly what: string; readonly onDelete: () => void }) {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <button type="button" className="quiet" aria-label={`Delete: ${what}`} onClick={() => setAsking(true)}>
        Delete
      </button>
    );
  }
  return (
    <>
      <button type="button" autoFocus onClick={onDelete}>
        Delete it
      </button>
      <button type="button" className="quiet" onClick={() => setAsking(false)}>
        Keep
      </button>
    </>
  );
}

interface ThumbnailProps {
  readonly picture: KeptPicture;
  readonly store: SessionStore;
}

function Thumbnail({ picture: { key, name }, store }: ThumbnailProps) {
  const [blob, setBlob] = useState<Blob>();
  useEffect(() => {
    let isOver = false;
    store.picture(key).then(
      (read) => isOver || setBlob(read),
      () => undefined, // its place stays empty
    );
    return () => void (isOver = true);
  }, [key, store]);
  return <span className="history-picture">{blob && <ThumbnailImage blob={blob} name={name} />}</span>;
}

function ThumbnailImage({ blob, name }: { readonly blob: Blob; readonly name: string }) {
  return <img ref={useBlobImage(blob)} alt={name} title={name} loading="lazy" decoding="async" />;
}
