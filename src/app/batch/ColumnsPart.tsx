import { usePart } from '../ui/usePart.ts';
import { useBatch, useBatchStore } from './useBatch.ts';

/** The dialog about columns, loaded when something is asked. */
export function ColumnsPart() {
  const { dispatch } = useBatchStore();
  const question = useBatch((state) => state.question);
  const part = usePart(loadColumnsDialog, question !== undefined, (why) => {
    dispatch({ type: 'failed', error: { name: 'PartMissingError', message: why } });
    dispatch({ type: 'columnsAnswered' });
  });
  return part && question ? <part.ColumnsDialog key={question.manifestPath} question={question} /> : null;
}

const loadColumnsDialog = () => import('./columns/ColumnsDialog.tsx');
