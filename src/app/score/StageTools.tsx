import { useRef } from 'react';
import { hasSource } from '../../core/task.ts';
import { usePage } from '../shell/page.ts';
import { allPictures } from './pictures.ts';
import { Examples } from './Examples.tsx';
import '../ui/dialog.css';

/** The examples, one click away while pictures are on the page, and the way back to the user's own work. */
export function StageTools() {
  const { state, dispatch } = usePage();
  const { setAside, examples, run, task } = state;
  return (
    <span className="section-tools">
      {setAside && (
        <button
          type="button"
          className="quiet"
          disabled={run !== undefined}
          onClick={() => dispatch({ type: 'workRestored' })}
        >
          Back to your own
        </button>
      )}
      {examples.length > 0 && hasSource(task) && allPictures(state).length > 0 && (
        <ExamplesButton disabled={run !== undefined} />
      )}
    </span>
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
