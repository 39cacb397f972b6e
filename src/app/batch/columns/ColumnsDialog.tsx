import { useEffect, useRef, useState } from 'react';
import { mappingProblem } from '../../../core/dataset/columnMapping.ts';
import { formatCount } from '../../../core/formatNumbers.ts';
import type { ColumnsQuestion } from '../columnsQuestion.ts';
import { useBatchActions, useBatchStore } from '../useBatch.ts';
import { ColumnsTable } from './ColumnsTable.tsx';
import { mappingOf, rolesOf } from './columnRoles.ts';
import '../../ui/dialog.css';
import './columns.css';

const GUESSED = 'Guessed from the names and contents of the columns. A column without a role is not read.';
const SAID = 'As you chose. A column without a role is not read.';

interface ColumnsDialogProps {
  readonly question: ColumnsQuestion;
}

/** Asks which column of a dataset is what, beside what stands in them. Open while it is mounted. */
export function ColumnsDialog({ question }: ColumnsDialogProps) {
  const { answerColumns } = useBatchActions();
  const { dispatch } = useBatchStore();
  const { sample, mapping: initial, manifestPath, isSaid } = question;
  const [roles, setRoles] = useState(() => rolesOf(sample.columns, initial));
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.focus(); // not the table, which is there to be read first
  }, []);
  const mapping = mappingOf(sample.columns, roles);
  const problem = mappingProblem(mapping);
  return (
    <dialog
      ref={dialog}
      className="dialog columns-dialog"
      tabIndex={-1}
      aria-labelledby="columns-title"
      onClose={() => dispatch({ type: 'columnsAnswered' })}
    >
      <div className="dialog-head">
        <h2 id="columns-title">Which column is what?</h2>
        <span className="muted file-name">
          {manifestPath.split('/').at(-1)} · {formatCount(sample.columns.length)} columns
        </span>
      </div>
      <ColumnsTable
        question={question}
        roles={roles}
        onRole={(column, role) => setRoles((before) => new Map(before).set(column, role))}
      />
      <div className="dialog-foot">
        <p className="muted" role="status">
          {problem ?? (isSaid ? SAID : GUESSED)}
        </p>
        <span className="ways">
          {isSaid && (
            <button type="button" className="quiet" onClick={() => void answerColumns(undefined)}>
              Read by their names
            </button>
          )}
          <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button
            type="button"
            className="primary"
            disabled={problem !== undefined}
            onClick={() => void answerColumns(mapping)}
          >
            Use these columns
          </button>
        </span>
      </div>
    </dialog>
  );
}
