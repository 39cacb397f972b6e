import type { Work } from '../keptModels/library.ts';
import { useLibraryActions, useLibraryDispatch } from '../keptModels/useLibrary.ts';
import { transferText } from './transferText.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { ProgressRow } from '../ui/ProgressRow.tsx';

/** What is under way on a model, in this tab or another, or why it failed. */
export function WorkProgress({ work: { transfer, progress } }: { readonly work: Work }) {
  const dispatch = useLibraryDispatch();
  const { pause } = useLibraryActions();
  if (transfer?.error) {
    const { key, error } = transfer;
    return <ErrorNote error={error} onDismiss={() => dispatch({ type: 'transferDismissed', key })} />;
  }
  return (
    <ProgressRow
      text={
        transfer || progress ? transferText(transfer?.stage ?? 'downloading', progress) : 'another tab is working on it'
      }
      label="Progress"
      done={progress?.doneBytes}
      total={progress?.totalBytes}
      stop={transfer && { label: 'Pause', onStop: () => pause(transfer.key) }}
    />
  );
}
