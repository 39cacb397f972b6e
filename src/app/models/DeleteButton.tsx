import { useState } from 'react';
import { formatBytes } from '../../core/formatNumbers.ts';

interface DeleteButtonProps {
  readonly what: string;
  readonly byteLength: number;
  readonly onDelete: () => void;
}

/** Asks once, in place: what took an hour to download is quickly gone. */
export function DeleteButton({ what, byteLength, onDelete }: DeleteButtonProps) {
  const [asking, setAsking] = useState(false);
  const remove = () => {
    setAsking(false);
    onDelete();
  };
  if (!asking) {
    return (
      <button type="button" className="quiet" onClick={() => setAsking(true)}>
        Delete
      </button>
    );
  }
  return (
    <>
      <button type="button" autoFocus aria-label={`Delete ${what}`} onClick={remove}>
        Delete {formatBytes(byteLength)}
      </button>
      <button type="button" className="quiet" onClick={() => setAsking(false)}>
        Keep
      </button>
    </>
  );
}
