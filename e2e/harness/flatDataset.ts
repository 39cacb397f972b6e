import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exampleDataset } from './exampleDataset.ts';
import type { SiteTab } from './siteTab.ts';

/** More than are scored while a browser takes its time to load a page anew. */
export const FLAT_EDITS = 36;

/** Files beside each other, as one chooses them where no folder can be opened again. */
export async function writeFlatDataset(folder: string): Promise<readonly string[]> {
  const files = exampleDataset({ examples: 3, repeats: FLAT_EDITS / 12 }).map(({ path, bytes }) => ({
    name: flatName(path),
    bytes,
  }));
  const paths = files.map(({ name }) => join(folder, name));
  await Promise.all(files.map(({ bytes }, index) => writeFile(paths[index] ?? '', bytes)));
  const labels = join(folder, 'labels.json');
  const text = await readFile(labels, 'utf8');
  await writeFile(
    labels,
    text.replaceAll(/images(?:\/|\\\\)([^"]*)/g, (_, path: string) => path.replaceAll(/\/|\\\\/g, '-')),
  );
  return paths;
}

const flatName = (path: string) => path.replace(/^images[/\\]/, '').replaceAll(/[/\\]/g, '-');

/** Gives the Batch page the files of {@link writeFlatDataset}. */
export async function chooseDataset(tab: SiteTab, paths: readonly string[]): Promise<void> {
  await tab.sees('Choose files');
  await tab.chooseFiles('input[type=file]:not([webkitdirectory])', paths);
  await tab.sees(`${FLAT_EDITS / 4} sets of 4 edits`);
}
