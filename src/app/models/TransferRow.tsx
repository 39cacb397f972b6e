import { useLibrary } from '../keptModels/useLibrary.ts';
import { ModelRow } from './ModelRow.tsx';
import { WorkProgress } from './WorkProgress.tsx';

/** A transfer whose model is not in the list, or not yet. */
export function TransferRow({ transferKey }: { readonly transferKey: number }) {
  const transfer = useLibrary(({ transfers }) => transfers.find(({ key }) => key === transferKey));
  if (!transfer) return null;
  return (
    <ModelRow name={transfer.label} facts={[]}>
      <WorkProgress work={{ transfer, progress: transfer.progress }} />
    </ModelRow>
  );
}
