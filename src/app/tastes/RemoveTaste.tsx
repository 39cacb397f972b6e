import { useState } from 'react';

interface RemoveTasteProps {
  readonly name: string;
  readonly onRemove: () => void;
}

/** Asks once, in place: what was not exported does not come back. */
export function RemoveTaste({ name, onRemove }: RemoveTasteProps) {
  const [isAsking, setIsAsking] = useState(false);
  if (!isAsking) {
    return (
      <button type="button" className="quiet" onClick={() => setIsAsking(true)}>
        Remove
      </button>
    );
  }
  return (
    <>
      <button
        type="button"
        autoFocus
        onClick={() => {
          setIsAsking(false);
          onRemove();
        }}
      >
        Remove “{name}” for good
      </button>
      <button type="button" className="quiet" onClick={() => setIsAsking(false)}>
        Keep
      </button>
    </>
  );
}
