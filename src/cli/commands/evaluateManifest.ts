import { basename, dirname, extname, join } from 'node:path';
import type { Dataset } from '../../core/dataset/datasetItem.ts';
import type { Part } from '../../evaluation/scoringRequests.ts';
import { readDataset } from '../../formats/dataset/readDataset.ts';
import { directoryFolder, directorySink, DiskError } from '../nodeFiles.ts';

/** The dataset and the digest of its file. */
export async function openDataset(path: string): Promise<{ dataset: Dataset; sha256: string }> {
  const source = await directoryFolder(dirname(path)).open(basename(path));
  const written = await directorySink(dirname(path)).inspect(basename(path));
  if (!source || !written) {
    throw new DiskError(`${path} does not exist or is a folder. Give the path of a dataset.`, { file: path });
  }
  return { dataset: await readDataset(source), sha256: written.sha256 };
}

/** What the files of a dataset's results are called. */
export function datasetName(manifest: string): string {
  return basename(manifest, extname(manifest));
}

export function journalPath(out: string, manifest: string, { index, count }: Part): string {
  return join(out, `${datasetName(manifest)}.part-${index}-of-${count}.jsonl`);
}
