import { formatBytes } from '../../core/formatNumbers.ts';
import type { StoredModel } from '../../core/keptModels/storedModel.ts';
import { pickFolder } from '../ui/pickFolder.ts';
import { useOneAtATime } from '../ui/useOneAtATime.ts';
import { useModel, useModelActions } from '../model/useModel.ts';
import { isCurrent } from '../model/currentModel.ts';
import { measuredTime } from '../keptModels/deviceFit.ts';
import { isAtRest, workOn } from '../keptModels/library.ts';
import { useLibrary, useLibraryActions } from '../keptModels/useLibrary.ts';
import { originText } from './originText.ts';
import { CurrentModel } from './CurrentModel.tsx';
import { DeleteButton } from './DeleteButton.tsx';
import { ManifestDetails } from './ManifestDetails.tsx';
import { ModelRow } from './ModelRow.tsx';
import { ModelWarnings } from './ModelWarnings.tsx';
import { SubjectWork } from './SubjectWork.tsx';

/** A model in this browser's storage, whole or in part. */
export function StoredRow({ model }: { readonly model: StoredModel }) {
  const { id, manifest, byteLength, storedBytes, complete } = model;
  const current = useModel((state) => isCurrent(state.model, { kind: 'stored', id }));
  const isReady = useModel((state) => state.model.kind === 'ready');
  const atRest = useLibrary((library) => isAtRest(workOn(library, model)));
  const time = useLibrary(({ speeds }) => measuredTime(manifest, speeds));
  const size = complete
    ? formatBytes(byteLength)
    : `${formatBytes(storedBytes, byteLength)} of ${formatBytes(byteLength)}`;
  return (
    <ModelRow
      name={manifest.id}
      facts={[manifest.dtype, size, manifest.licence, originText(model), time]}
      inUse={current && isReady}
      tools={atRest && <StoredTools model={model} />}
    >
      <SubjectWork subject={model} />
      <ModelWarnings manifest={manifest} />
      {current && <CurrentModel />}
      <ManifestDetails description={model} />
    </ModelRow>
  );
}

function StoredTools({ model }: { readonly model: StoredModel }) {
  const { load } = useModelActions();
  const library = useLibraryActions();
  const { isBusy, start } = useOneAtATime();
  const { id, manifest, complete, storedBytes } = model;
  const location = { kind: 'stored', id } as const;
  const current = useModel((state) => isCurrent(state.model, location));

  async function exportModel(): Promise<void> {
    // Where the browser cannot write folders, each file is a download of its own.
    const canPick = window.showDirectoryPicker !== undefined;
    const folder = canPick ? await pickFolder('readwrite') : undefined;
    if (folder || !canPick) await library.exportModel(model, folder);
  }

  return (
    <>
      {complete && !current && (
        <button type="button" onClick={() => void load({ label: manifest.id, location })}>
          Use
        </button>
      )}
      {!complete && (
        <button type="button" onClick={() => void library.resume(model)}>
          Resume
        </button>
      )}
      {complete && (
        <button type="button" className="quiet" disabled={isBusy} onClick={() => void start(exportModel)}>
          Export
        </button>
      )}
      <DeleteButton what={manifest.id} byteLength={storedBytes} onDelete={() => void library.remove(id)} />
    </>
  );
}
