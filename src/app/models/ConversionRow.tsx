import { formatBytes } from '../../core/formatNumbers.ts';
import type { UnfinishedConversion } from '../../core/keptModels/storedModel.ts';
import { isAtRest, workOn } from '../keptModels/library.ts';
import { useLibrary, useLibraryActions } from '../keptModels/useLibrary.ts';
import { DeleteButton } from './DeleteButton.tsx';
import { ModelRow } from './ModelRow.tsx';
import { SubjectWork } from './SubjectWork.tsx';

/** A conversion that was stopped, or that goes on in this tab or another. */
export function ConversionRow({ conversion }: { readonly conversion: UnfinishedConversion }) {
  const { remove } = useLibraryActions();
  const { id, name, dtype, calibrated, storedBytes } = conversion;
  const atRest = useLibrary((library) => isAtRest(workOn(library, conversion)));
  const isUntouched = useLibrary((library) => workOn(library, conversion) === undefined);
  return (
    <ModelRow
      name={name}
      facts={[dtype, `${formatBytes(storedBytes)} so far`, calibrated ? 'a calibrated conversion' : 'a conversion']}
      tools={atRest && <DeleteButton what={name} byteLength={storedBytes} onDelete={() => void remove(id)} />}
    >
      <SubjectWork subject={conversion} />
      {isUntouched && (
        <p className="muted">
          It was stopped. Convert the same checkpoint again below, in the same way
          {calibrated && ' and calibrated with the same pictures'}, and it goes on from there.
        </p>
      )}
    </ModelRow>
  );
}
