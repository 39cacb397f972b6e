import { useId } from 'react';
import { formatBytes } from '../../core/formatNumbers.ts';
import { checkpointOfFolder, wholeFolder } from '../keptModels/checkpointFolder.ts';
import { folderFilesOf } from '../../client/chosenPackage.ts';
import type { FolderChoice } from './conversion.ts';
import { FileButton } from '../ui/FileButton.tsx';

interface FolderFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly choice: FolderChoice;
  readonly onChange: (choice: FolderChoice) => void;
}

/** A folder on this computer, or a place on the network. */
export function FolderField({ label, placeholder, choice, onChange }: FolderFieldProps) {
  const { text, folder } = choice;
  const labelId = useId();

  function take(list: readonly File[]): void {
    const files = folderFilesOf(list);
    const name = files[0]?.path.split('/')[0] ?? '';
    onChange({ text: '', folder: checkpointOfFolder(name, files) ?? wholeFolder(name, files) });
  }

  return (
    <div className="field">
      <span id={labelId}>{label}</span>
      {folder ? (
        <>
          <span className="chosen-folder">
            {folder.name}, {folder.files.length} files,{' '}
            {formatBytes(folder.files.reduce((sum, { file }) => sum + file.size, 0))}
          </span>
          <button type="button" className="quiet" onClick={() => onChange({ text: '', folder: undefined })}>
            Another
          </button>
        </>
      ) : (
        <>
          <input
            aria-labelledby={labelId}
            autoComplete="off"
            spellCheck={false}
            placeholder={placeholder}
            value={text}
            onChange={(event) => onChange({ text: event.currentTarget.value, folder: undefined })}
          />
          <FileButton folder label="Folder" name={`Folder of the ${label.toLowerCase()}`} onFiles={take} />
        </>
      )}
    </div>
  );
}
