import { usePage } from '../../page.ts';
import type { Work } from '../../state/library.ts';
import { transferText } from '../../state/transferText.ts';
import { ProgressRow } from '../ProgressRow.tsx';

/** What is under way on a model, in this tab or another, or why it failed. */
export function WorkProgress({ work: { transfer, progress } }: { readonly work: Work }) {
  const { dispatch, library } = usePage();
  if (transfer?.error) {
    return (
      <div className="problems" role="alert">
        <p>{transfer.error.message}</p>
        <button
          type="button"
          className="quiet"
          onClick={() => dispatch({ type: 'transferDismissed', key: transfer.key })}
        >
          Dismiss
        </button>
      </div>
    );
  }
  return (
    <ProgressRow
      text={transfer || progress ? transferText(transfer?.stage ?? 'downloading', progress) : 'at work in another tab'}
      label="Progress"
      done={progress?.doneBytes}
      total={progress?.totalBytes}
      stop={transfer && { label: 'Pause', onStop: () => library.pause(transfer.key) }}
    />
  );
}
