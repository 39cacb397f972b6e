import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import { Segments } from '../ui/Segments.tsx';
import type { ComparedPicture } from './comparedPicture.ts';
import { type CompareMode, isOverlaid, modesFor } from './compareMode.ts';
import { CompareView } from './CompareView.tsx';
import { createLinkedView } from './linkedView.ts';
import { PicturePair } from './PicturePair.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { statusText } from './statusText.ts';
import { surveyColumns, surveyed } from './Survey.tsx';
import { useComparisonKeys } from './useComparisonKeys.ts';
import type { Alignment } from './viewport.ts';
import { ZoomTools } from './ZoomTools.tsx';
import '../ui/dialog.css';
import './comparison.css';

const ALIGNMENTS: readonly { readonly value: Alignment; readonly label: string }[] = [
  { value: 'width', label: 'By width' },
  { value: 'height', label: 'By height' },
  { value: 'pixels', label: 'Pixel on pixel' },
];

interface ComparisonDialogProps {
  /** The dialog's accessible name. */
  readonly label: string;
  readonly title: ReactNode;
  /** All that can be compared, in the order of the survey; empty while they are read. */
  readonly pictures: readonly ComparedPicture[];
  /** Undefined where there is nothing to compare with. */
  readonly leftId: number | undefined;
  readonly rightId: number;
  readonly orientation: ImageOrientation;
  readonly onLeft?: (id: number) => void;
  readonly onRight?: (id: number) => void;
  /** Undefined where there is no neighbour. */
  readonly onPrevious: (() => void) | undefined;
  readonly onNext: (() => void) | undefined;
  readonly onClose: () => void;
  /** Below the title: what there is to say beside the pictures. */
  readonly children?: ReactNode;
}

/** Pictures beside or over each other, in place of the page. */
export function ComparisonDialog(props: ComparisonDialogProps) {
  const { label, title, pictures, leftId, rightId, orientation, onPrevious, onNext, onClose, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const [view] = useState(createLinkedView);
  const [wanted, setMode] = useState<CompareMode>('side');
  const [alignment, setAlignment] = useState<Alignment>('width');
  const [isUnequal, setIsUnequal] = useState(false);
  const [showsHelp, setShowsHelp] = useState(false);
  const keys = useComparisonKeys({ view, onArrow, onMode: setMode, onHelp: () => setShowsHelp(!showsHelp) });

  const right = pictures.find(({ id }) => id === rightId);
  const left = pictures.find(({ id }) => id === leftId);
  const modes = modesFor(pictures.length);
  const chosen = modes.some(({ value }) => value === wanted) ? wanted : 'side';
  const mode = keys.isHeld && left && chosen !== 'survey' ? 'blink' : chosen;

  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.focus(); // not the first control, whose own arrow keys would be in the way
  }, []);

  function onArrow({ x, y }: { readonly x: number; readonly y: number }): void {
    if (mode === 'survey') {
      const index = pictures.findIndex(({ id }) => id === rightId);
      const target = surveyed(pictures)[index + x + y * surveyColumns(pictures.length)];
      if (target) props.onRight?.(target.id);
    } else if (x < 0) onPrevious?.();
    else if (x > 0) onNext?.();
  }

  return (
    <dialog
      ref={dialog}
      tabIndex={-1}
      className="dialog comparison"
      aria-label={label}
      onClose={onClose}
      {...keys.handlers}
    >
      <div className="dialog-head">
        <h2>{title}</h2>
        {modes.length > 1 && <Segments label="View" options={modes} value={chosen} onChange={setMode} />}
        <ZoomTools view={view} />
        <span className="section-tools">
          <button type="button" className="quiet" disabled={!onPrevious} onClick={onPrevious}>
            Previous
          </button>
          <button type="button" className="quiet" disabled={!onNext} onClick={onNext}>
            Next
          </button>
          <button
            type="button"
            className="quiet"
            aria-label="Keyboard shortcuts"
            aria-expanded={showsHelp}
            onClick={() => setShowsHelp(!showsHelp)}
          >
            ?
          </button>
          <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </span>
      </div>
      <p className="visually-hidden" role="status">
        {right && statusText(chosen, left, right)}
      </p>
      {children}
      {showsHelp && <ShortcutSheet />}
      {isOverlaid(mode) && isUnequal && (
        <div className="alignment">
          <span className="muted">The pictures have different sizes. One is laid over the other:</span>
          <Segments label="Laid over each other" options={ALIGNMENTS} value={alignment} onChange={setAlignment} />
        </div>
      )}
      {right && (
        <CompareView
          mode={mode}
          view={view}
          pictures={pictures}
          left={left}
          right={right}
          showsLeft={keys.isHeld}
          alignment={alignment}
          orientation={orientation}
          onUnequal={setIsUnequal}
          onChosen={(id) => props.onRight?.(id)}
        />
      )}
      {right && (
        <PicturePair
          pictures={pictures}
          left={mode === 'survey' ? undefined : left}
          right={right}
          onLeft={props.onLeft}
          onRight={props.onRight}
          onHold={mode === 'blink' ? keys.setIsHeld : undefined}
        />
      )}
    </dialog>
  );
}
