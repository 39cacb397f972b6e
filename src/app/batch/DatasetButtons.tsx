import { filesOfHandles, filesOfList } from './batchFiles.ts';
import { folderFilesOf } from '../../client/chosenPackage.ts';
import { chosenName } from './chosenName.ts';
import { pickFolder } from '../ui/pickFolder.ts';
import { useBatchActions } from './useBatch.ts';
import { FileButton } from '../ui/FileButton.tsx';

/** The ways to choose a dataset's files. A folder's handle, where the browser gives one, opens it again in another visit. */
export function DatasetButtons() {
  const { open } = useBatchActions();

  async function choose(): Promise<void> {
    const folder = await pickFolder('read');
    if (folder) await open(await filesOfHandles([folder]));
  }

  function take(list: readonly File[]): void {
    const files = folderFilesOf(list);
    const [first] = files;
    if (!first) return;
    const isFolder = first.path.includes('/');
    const name = isFolder ? first.path.slice(0, first.path.indexOf('/')) : chosenName(list.map((file) => file.name));
    void open(filesOfList(name, files));
  }

  return (
    <>
      {window.showDirectoryPicker ? (
        <button type="button" onClick={() => void choose()}>
          Choose a folder
        </button>
      ) : (
        <FileButton folder label="Choose a folder" onFiles={take} />
      )}
      <FileButton multiple any label="Choose files" onFiles={take} />
    </>
  );
}
