import { basename, dirname, extname, join } from 'node:path';
import type { Dataset } from '../../core/dataset/datasetItem.ts';
import { assumeFirstPreferred } from '../../core/dataset/judgement.ts';
import type { Part } from '../../evaluation/scoringRequests.ts';
import { readDataset } from '../../formats/dataset/readDataset.ts';
import { directoryFolder, directorySink, DiskError } from '../nodeFiles.ts';

export interface OpenedDataset {
  readonly dataset: Dataset;
  /** Of its file. */
  readonly sha256: string;
}

/** `firstIsPreferred`: whether the first edit of a pair counts as the preferred one where nothing says which is. */
export async function openDataset(path: string, firstIsPreferred = false): Promise<OpenedDataset> {
  const source = await directoryFolder(dirname(path)).open(basename(path));
  const written = await directorySink(dirname(path)).inspect(basename(path));
  if (!source || !written) {
    throw new DiskError(`${path} does not exist or is a folder. Give the path of a dataset.`, { file: path });
  }
  const dataset = await readDataset(source);
  const items = firstIsPreferred ? assumeFirstPreferred(dataset.items) : dataset.items;
  return { dataset: { ...dataset, items }, sha256: written.sha256 };
}

/** What the files of a dataset's results are called. */
export function datasetName(manifest: string): string {
  return basename(manifest, extname(manifest));
}

export function journalPath(out: string, manifest: string, { index, count }: Part): string {
  return join(out, `${datasetName(manifest)}.part-${index}-of-${count}.jsonl`);
}
