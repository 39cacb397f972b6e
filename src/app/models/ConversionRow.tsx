import { formatBytes } from '../../core/formatNumbers.ts';
import type { UnfinishedConversion } from '../../core/keptModels/storedModel.ts';
import { usePage } from '../shell/page.ts';
import { isAtRest, workOn } from './library.ts';
import { DeleteButton } from './DeleteButton.tsx';
import { ModelRow } from './ModelRow.tsx';
import { WorkProgress } from './WorkProgress.tsx';

/** A conversion that was stopped, or that goes on in this tab or another. */
export function ConversionRow({ conversion }: { readonly conversion: UnfinishedConversion }) {
  const { state, library } = usePage();
  const { id, name, dtype, storedBytes } = conversion;
  const work = workOn(state.library, conversion);
  return (
    <ModelRow
      name={name}
      facts={[dtype, `${formatBytes(storedBytes)} so far`, 'a conversion']}
      tools={
        isAtRest(work) && <DeleteButton what={name} byteLength={storedBytes} onDelete={() => void library.remove(id)} />
      }
    >
      {work ? (
        <WorkProgress work={work} />
      ) : (
        <p className="muted">It was stopped. Convert the same checkpoint again below, and it goes on from there.</p>
      )}
    </ModelRow>
  );
}
