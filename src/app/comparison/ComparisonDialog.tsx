import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import type { Reference } from './reference.ts';
import { CompareView, type CompareMode } from './CompareView.tsx';
import { Segments } from '../ui/Segments.tsx';
import type { ShownPicture } from '../ui/PictureImage.tsx';
import '../ui/dialog.css';
import './comparison.css';

const MODES: readonly { readonly value: CompareMode; readonly label: string }[] = [
  { value: 'side', label: 'Side by side' },
  { value: 'slider', label: 'Slider' },
];

interface ComparisonDialogProps {
  /** The dialog's accessible name. */
  readonly label: string;
  readonly title: ReactNode;
  readonly reference: Reference | undefined;
  /** Whether there is nothing to compare with, now or once it is read. */
  readonly isAlone: boolean;
  /** Undefined while it is read; see `children`. */
  readonly candidate: ShownPicture | undefined;
  readonly orientation: ImageOrientation;
  /** Undefined where there is no neighbour. */
  readonly onPrevious: (() => void) | undefined;
  readonly onNext: (() => void) | undefined;
  readonly onClose: () => void;
  /** Below the title: what there is to say beside the pictures. */
  readonly children?: ReactNode;
}

/** A candidate beside what it is compared with, over the page. The arrow keys go to its neighbours. */
export function ComparisonDialog(props: ComparisonDialogProps) {
  const { label, title, reference, isAlone, candidate, orientation, onPrevious, onNext, onClose, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const [mode, setMode] = useState<CompareMode>('side');

  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.focus(); // not the first control, whose own arrow keys would be in the way
  }, []);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement) return; // the slider and the mode have arrow keys of their own
    if (event.key === 'ArrowLeft') onPrevious?.();
    if (event.key === 'ArrowRight') onNext?.();
  }

  return (
    <dialog
      ref={dialog}
      tabIndex={-1}
      className="dialog comparison"
      aria-label={label}
      onClose={onClose}
      onKeyDown={onKeyDown}
    >
      <div className="dialog-head">
        <h2>{title}</h2>
        {!isAlone && <Segments label="View" options={MODES} value={mode} onChange={setMode} />}
        <span className="section-tools">
          <button type="button" className="quiet" disabled={!onPrevious} onClick={onPrevious}>
            Previous
          </button>
          <button type="button" className="quiet" disabled={!onNext} onClick={onNext}>
            Next
          </button>
          <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </span>
      </div>
      {children}
      {candidate && <CompareView mode={mode} reference={reference} candidate={candidate} orientation={orientation} />}
    </dialog>
  );
}
