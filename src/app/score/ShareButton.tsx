import { useState } from 'react';
import { useStagePart } from './useStagePart.ts';

const loadDialog = () => import('./ShareDialog.tsx');

/** The ways to take the comparison elsewhere, one click away. */
export function ShareButton() {
  const [isOpen, setIsOpen] = useState(false);
  const part = useStagePart(loadDialog, isOpen, () => setIsOpen(false));
  return (
    <>
      <button type="button" className="quiet" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        Share
      </button>
      {isOpen && part && <part.ShareDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}
