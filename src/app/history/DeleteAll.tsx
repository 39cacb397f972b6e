import { useState } from 'react';
import { formatCountOf } from '../../core/formatNumbers.ts';
import { messageOf } from '../../core/errors.ts';

interface DeleteAllProps {
  readonly count: number;
  readonly onDelete: () => Promise<void>;
  /** Why it did not work; undefined once it did. */
  readonly onFailed: (why: string | undefined) => void;
}

/** Asks once, in place. */
export function DeleteAll({ count, onDelete, onFailed }: DeleteAllProps) {
  const [asking, setAsking] = useState(false);

  function remove(): void {
    setAsking(false);
    onDelete().then(
      () => onFailed(undefined),
      (error: unknown) => onFailed(messageOf(error)),
    );
  }

  if (!asking) {
    return (
      <button type="button" className="quiet" onClick={() => setAsking(true)}>
        Delete all
      </button>
    );
  }
  return (
    <span className="history-question">
      <button type="button" autoFocus onClick={remove}>
        Delete {formatCountOf(count, 'comparison')}
      </button>
      <button type="button" className="quiet" onClick={() => setAsking(false)}>
        Keep
      </button>
    </span>
  );
}
