import { useState, useSyncExternalStore } from 'react';
import { messageOf } from '../../core/errors.ts';
import { formatCountOf } from '../../core/formatNumbers.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { saveBlob } from '../ui/saveBlob.ts';
import { useOneAtATime } from '../ui/useOneAtATime.ts';
import { voteArchive } from './voteArchive.ts';
import type { VoteBook, VoteBookState } from './voteBook.ts';
import { openVoteStore } from './voteStore.ts';

interface KeptVotesProps {
  readonly book: VoteBook;
  /** A dataset is of edits, or of pictures without a source. */
  readonly isOfEdits: boolean;
}

/** What this browser keeps of votes: to be taken along, or deleted. */
export function KeptVotes({ book, isOfEdits }: KeptVotesProps) {
  const { kept, problem } = useSyncExternalStore(book.subscribe, book.getState);
  const [error, setError] = useState<string>();
  const { isBusy, start } = useOneAtATime();
  const own = kept.filter(({ source }) => (source !== undefined) === isOfEdits);
  if (problem !== undefined) return <p className="error">{problem}</p>;
  if (kept.length === 0) return null;
  return (
    <div className="kept-votes">
      <p className="muted">
        {keptText(kept.length)} The download is a dataset with its pictures: unpack it, then open its folder in Batch.
      </p>
      <span className="section-tools">
        {own.length > 0 && (
          <button type="button" className="quiet" disabled={isBusy} onClick={() => void start(() => download(own))}>
            Download {formatCountOf(own.length, 'vote')}
          </button>
        )}
        <DeleteVotes book={book} />
      </span>
      <ErrorLine text={error} />
    </div>
  );

  function download(votes: typeof kept): Promise<void> {
    return saveArchive(votes).then(
      () => setError(undefined),
      (cause: unknown) => setError(`The votes could not be saved: ${messageOf(cause)}`),
    );
  }
}

async function saveArchive(votes: VoteBookState['kept']): Promise<void> {
  const store = await openVoteStore();
  try {
    saveBlob('editreward-votes.zip', await voteArchive(votes, (sha256) => store.picture(sha256)));
  } finally {
    store.close();
  }
}

function keptText(count: number): string {
  return count === 1
    ? '1 vote, with its pictures, is kept on this device.'
    : `${formatCountOf(count, 'vote')}, with their pictures, are kept on this device.`;
}

/** What is deleted does not come back, so it takes two presses. */
function DeleteVotes({ book }: Pick<KeptVotesProps, 'book'>) {
  const [isAsking, setIsAsking] = useState(false);
  return isAsking ? (
    <>
      <button
        type="button"
        className="quiet"
        onClick={() => {
          setIsAsking(false);
          void book.deleteAll();
        }}
      >
        Delete all votes for good
      </button>
      <button type="button" className="quiet" onClick={() => setIsAsking(false)}>
        Keep them
      </button>
    </>
  ) : (
    <button type="button" className="quiet" onClick={() => setIsAsking(true)}>
      Delete votes
    </button>
  );
}
