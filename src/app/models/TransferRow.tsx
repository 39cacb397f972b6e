import type { Transfer } from './library.ts';
import { ModelRow } from './ModelRow.tsx';
import { WorkProgress } from './WorkProgress.tsx';

/** A transfer whose model is not in the list, or not yet. */
export function TransferRow({ transfer }: { readonly transfer: Transfer }) {
  return (
    <ModelRow name={transfer.label} facts={[]}>
      <WorkProgress work={{ transfer, progress: transfer.progress }} />
    </ModelRow>
  );
}
