import type { StoredModel, UnfinishedConversion } from '../../../rpc/modelStoreApi.ts';
import { usePage } from '../../page.ts';
import { workOn } from '../../state/library.ts';
import { transferText } from '../../state/transferText.ts';
import { ProgressRow } from '../ProgressRow.tsx';

/** What is under way on a model, in this tab or another. */
export function WorkProgress({ subject }: { readonly subject: StoredModel | UnfinishedConversion }) {
  const { state, library } = usePage();
  const work = workOn(state.library, subject);
  if (!work) return null;
  const { transfer, progress } = work;
  return (
    <ProgressRow
      text={progress || transfer ? transferText(transfer?.stage ?? 'downloading', progress) : 'at work in another tab'}
      label="Progress"
      done={progress?.doneBytes}
      total={progress?.totalBytes}
      stop={transfer && { label: 'Pause', onStop: () => library.pause(transfer.key) }}
    />
  );
}
