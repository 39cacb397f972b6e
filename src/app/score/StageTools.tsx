import { useRef } from 'react';
import { BlindVote } from './BlindVote.tsx';
import { offeredExamples } from './exampleWork.ts';
import { allPictures } from './pictures.ts';
import { latestUndoText } from './undo.ts';
import { useStage, useStageDispatch } from './useStage.ts';
import { useUndoKeys } from './useUndoKeys.ts';
import { ROUTES } from '../ui/useRoute.ts';
import { Examples } from './Examples.tsx';
import '../ui/dialog.css';

/** The examples, one click away while pictures are on the page, and the ways back to the user's own work. */
export function StageTools() {
  const dispatch = useStageDispatch();
  const hasSetAside = useStage(({ setAside }) => setAside !== undefined);
  const isScoring = useStage(({ run }) => run !== undefined);
  const offersExamples = useStage((view) => offeredExamples(view).length > 0 && allPictures(view).length > 0);
  return (
    <span className="section-tools">
      <UndoButton disabled={isScoring} />
      <BlindVote />
      {hasSetAside && (
        <button type="button" className="quiet" disabled={isScoring} onClick={() => dispatch({ type: 'workRestored' })}>
          Back to your own
        </button>
      )}
      <a className="button quiet" href={ROUTES.history}>
        History
      </a>
      {offersExamples && <ExamplesButton disabled={isScoring} />}
    </span>
  );
}

function UndoButton({ disabled }: { readonly disabled: boolean }) {
  const dispatch = useStageDispatch();
  const text = useStage(latestUndoText);
  useUndoKeys(() => !disabled && dispatch({ type: 'undone' }));
  if (text === undefined) return null;
  return (
    <button
      type="button"
      className="quiet undo"
      title={text}
      disabled={disabled}
      onClick={() => dispatch({ type: 'undone' })}
    >
      {text}
    </button>
  );
}

function ExamplesButton({ disabled }: { readonly disabled: boolean }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => dialog.current?.close();
  return (
    <>
      <button type="button" className="quiet" disabled={disabled} onClick={() => dialog.current?.showModal()}>
        Examples
      </button>
      <dialog ref={dialog} className="dialog examples-dialog" aria-label="Examples">
        <Examples onChosen={close} />
        <div className="dialog-foot">
          <p className="muted">An example takes the page; your own pictures are set aside, one click away.</p>
          <button type="button" className="quiet" onClick={close}>
            Close
          </button>
        </div>
      </dialog>
    </>
  );
}
