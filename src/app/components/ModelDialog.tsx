import type { RefObject } from 'react';
import { formatBytes } from '../../core/formatNumbers.ts';
import { attemptText, deviceText } from '../state/modelStatus.ts';
import type { ModelStatus } from '../../rpc/scorerApi.ts';
import { ModelChooser } from './ModelChooser.tsx';
import '../styles/dialog.css';

interface ModelDialogProps {
  readonly ref: RefObject<HTMLDialogElement | null>;
  readonly status: ModelStatus;
}

/** What stands behind the status line: the model's particulars, and the way to another one. */
export function ModelDialog({ ref, status }: ModelDialogProps) {
  const close = () => ref.current?.close();
  return (
    <dialog ref={ref} className="dialog model-dialog" aria-labelledby="model-title">
      <div className="dialog-head">
        <h2 id="model-title">Model</h2>
        <button type="button" className="quiet" onClick={close}>
          Close
        </button>
      </div>
      <Particulars status={status} />
      <ModelChooser onChosen={close} />
    </dialog>
  );
}

function Particulars({ status }: { readonly status: ModelStatus }) {
  const { id, dtype, revision, licence, byteLength } = status.model;
  return (
    <dl className="particulars">
      <dt>Package</dt>
      <dd>
        {id} {dtype}, {formatBytes(byteLength)}
      </dd>
      <dt>Revision</dt>
      <dd>{revision ?? 'not named'}</dd>
      <dt>Licence</dt>
      <dd>{licence ?? 'not named'}</dd>
      <dt>Device</dt>
      <dd>{[deviceText(status.device), ...status.device.features].join(', ')}</dd>
      <dt>Self-test</dt>
      <dd>
        {status.selfTest.map((attempt, index) => (
          <div key={index}>{attemptText(attempt)}</div>
        ))}
      </dd>
    </dl>
  );
}
