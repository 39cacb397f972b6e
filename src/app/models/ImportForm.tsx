import { useState } from 'react';
import { messageOf } from '../../core/errors.ts';
import { folderFilesOf } from '../../client/chosenPackage.ts';
import { useLibraryActions } from '../keptModels/useLibrary.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { FileButton } from '../ui/FileButton.tsx';
import { UploadQuestion } from '../ui/UploadQuestion.tsx';

/** Copies a model package from a folder into the browser's storage. */
export function ImportForm() {
  const { importFolder } = useLibraryActions();
  const [problem, setProblem] = useState<string>();

  function take(list: readonly File[]): void {
    const files = folderFilesOf(list);
    setProblem(undefined);
    const name = files[0]?.path.split('/')[0] ?? '';
    importFolder(name, files).catch((error: unknown) => setProblem(messageOf(error)));
  }

  return (
    <div className="way">
      <p>
        The folder of a model package: with a <code>manifest.json</code>, as <code>npx editreward convert</code> writes
        it. It is copied into this browser, so you need not choose it again. <UploadQuestion />
      </p>
      <FileButton folder label="Choose a folder" onFiles={take} />
      <ErrorLine text={problem} />
    </div>
  );
}
