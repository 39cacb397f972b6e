import { useState } from 'react';
import { usePart } from '../ui/usePart.ts';
import { useStageDispatch } from './useStage.ts';

const loadDialog = () => import('./ShareDialog.tsx');

/** The ways to take the comparison elsewhere, one click away. */
export function ShareButton() {
  const dispatch = useStageDispatch();
  const [isOpen, setIsOpen] = useState(false);
  const part = usePart(loadDialog, isOpen, (why) => {
    dispatch({ type: 'problemsFound', problems: [{ file: '', message: why }], beside: true });
    setIsOpen(false);
  });
  return (
    <>
      <button type="button" className="quiet" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        Share
      </button>
      {isOpen && part && <part.ShareDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}
