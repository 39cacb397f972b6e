import { useEffect, useRef } from 'react';
import { useModel } from './useModel.ts';
import { ModelChooser } from './ModelChooser.tsx';
import { Particulars } from './Particulars.tsx';
import { SizeLimit } from './SizeLimit.tsx';
import '../ui/dialog.css';

interface ModelDialogProps {
  /** The model is at work. */
  readonly isScoring: boolean;
  readonly onClose: () => void;
}

/** What stands behind the status line: the model's particulars, and the way to another one. Open while it is mounted. */
export function ModelDialog({ isScoring, onClose }: ModelDialogProps) {
  const model = useModel((state) => state.model);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => dialog.current?.close();
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="model-title" onClose={onClose}>
      <div className="dialog-head">
        <h2 id="model-title">Model</h2>
        <button type="button" className="quiet" onClick={close}>
          Close
        </button>
      </div>
      {model.kind === 'ready' && <Particulars status={model.status} />}
      {model.kind === 'ready' && <SizeLimit model={model} isScoring={isScoring} onChosen={close} />}
      <ModelChooser onChosen={close} />
      <p className="dialog-foot">
        <a href={`${import.meta.env.BASE_URL}licences.txt`} target="_blank" rel="noreferrer">
          What this page is made of, and its licences
        </a>
      </p>
    </dialog>
  );
}
