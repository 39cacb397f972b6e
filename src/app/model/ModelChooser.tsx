import { useEffect, useState } from 'react';
import { messageOf } from '../../core/errors.ts';
import { folderFilesOf, packageOfFolder } from '../../client/chosenPackage.ts';
import { builtInModel, type NamedLocation } from './pageAddress.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { ROUTES } from '../ui/useRoute.ts';
import { useModelActions } from './useModel.ts';
import { useLibrary, useLibraryActions } from '../keptModels/useLibrary.ts';
import { NANO_URL } from '../ui/siteUrl.ts';
import { FileButton } from '../ui/FileButton.tsx';
import { UploadQuestion } from '../ui/UploadQuestion.tsx';

interface ModelChooserProps {
  readonly onChosen?: () => void;
  /** Id of the folder button. */
  readonly id?: string;
}

/** The models at hand, each one click away; a folder on this computer; and the way to more. */
export function ModelChooser({ onChosen, id }: ModelChooserProps) {
  const { load } = useModelActions();
  const [problem, setProblem] = useState<string>();

  function choose(model: NamedLocation): void {
    setProblem(undefined);
    void load(model);
    onChosen?.();
  }

  function chooseFolder(list: readonly File[]): void {
    const files = folderFilesOf(list);
    const name = files[0]?.path.split('/')[0] ?? '';
    try {
      choose({ label: name, location: packageOfFolder(name, files) });
    } catch (error) {
      setProblem(messageOf(error));
    }
  }

  return (
    <section className="chooser" aria-label="Choose a model">
      <h2>Choose a model</h2>
      <div className="ways">
        <ModelsAtHand onChoose={choose} />
        <FileButton folder {...(id === undefined ? {} : { id })} label="Choose a folder" onFiles={chooseFolder} />
        <a href={ROUTES.models} onClick={onChosen}>
          Download, convert or remove models
        </a>
      </div>
      <p className="muted">
        The folder is a model package, as <code>npx editreward convert</code> writes it; dropping it anywhere works too.{' '}
        <UploadQuestion />
      </p>
      <ErrorLine text={problem} />
    </section>
  );
}

function ModelsAtHand({ onChoose }: { readonly onChoose: (model: NamedLocation) => void }) {
  const { open } = useLibraryActions();
  useEffect(open, [open]);
  const stored = useLibrary(({ contents }) => contents?.models.filter(({ complete }) => complete) ?? []);
  const models = stored.map(({ id, manifest }) => ({
    label: manifest.id,
    dtype: manifest.dtype,
    location: { kind: 'stored' as const, id },
  }));
  return [{ ...builtInModel(NANO_URL), dtype: '' }, ...models].map(({ label, dtype, location }) => (
    <button
      key={location.kind === 'stored' ? location.id : location.kind}
      type="button"
      onClick={() => onChoose({ label, location })}
    >
      {label} {dtype}
    </button>
  ));
}
