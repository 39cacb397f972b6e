import { usePage } from '../../page.ts';
import type { Transfer } from '../../state/library.ts';
import { transferText } from '../../state/transferText.ts';
import { ProgressRow } from '../ProgressRow.tsx';
import { ModelRow } from './ModelRow.tsx';

/** A transfer whose model is not in the list yet, or why one failed. */
export function TransferRow({ transfer }: { readonly transfer: Transfer }) {
  const { dispatch, library } = usePage();
  const { key, label, stage, progress, error } = transfer;
  if (!error) {
    return (
      <ModelRow name={label} facts={[]}>
        <ProgressRow
          text={transferText(stage, progress)}
          label="Progress"
          done={progress?.doneBytes}
          total={progress?.totalBytes}
          stop={{ label: 'Pause', onStop: () => library.pause(key) }}
        />
      </ModelRow>
    );
  }
  return (
    <ModelRow
      name={label}
      facts={[]}
      tools={
        <button type="button" className="quiet" onClick={() => dispatch({ type: 'transferDismissed', key })}>
          Dismiss
        </button>
      }
    >
      <p className="error" role="alert">
        {error.message}
      </p>
    </ModelRow>
  );
}
