import { useBenchmarkActions } from './useBenchmark.ts';
import { resultsOfFolder } from './droppedResults.ts';
import { FileButton } from '../ui/FileButton.tsx';

/** The ways to choose results. */
export function ResultsButtons() {
  const { open } = useBenchmarkActions();
  const take = (files: readonly File[]) => void open(files.map((file) => ({ name: file.name, blob: file })));
  return (
    <>
      <FileButton any multiple label="Choose results" onFiles={take} />
      <FileButton
        folder
        label="Choose a folder"
        name="Choose a folder of results"
        onFiles={(files) => void open(resultsOfFolder(files))}
      />
    </>
  );
}
