import { filesOfList, type BatchFiles } from './batchFiles.ts';
import type { Example } from '../score/stageState.ts';
import { fetchExamplePictures } from '../score/fetchExamples.ts';

const FOLDER = 'examples';

/** The site's examples as a dataset: K-way JSON and its images. Throws `ExampleError`. */
export async function exampleBatch(examples: readonly Example[]): Promise<BatchFiles> {
  const sets = await Promise.all(
    examples.map(async ({ id, instruction, ...example }) => {
      const pictures = await fetchExamplePictures({ id, instruction, ...example });
      const files = pictures.map(({ name, blob }) => ({ path: `${id}/${name}`, file: new File([blob], name) }));
      const [source = '', ...edits] = files.map(({ path }) => path);
      return { files, row: { prompt: instruction, path_src: source, paths_generated: edits } };
    }),
  );
  const rows = JSON.stringify(sets.map(({ row }) => row));
  const images = sets.flatMap(({ files }) => files.map(({ path, file }) => ({ path: `${FOLDER}/${path}`, file })));
  return filesOfList(FOLDER, [{ path: `${FOLDER}/examples.json`, file: new File([rows], 'examples.json') }, ...images]);
}
