import { createHash } from 'node:crypto';
import { basename, dirname, extname, join } from 'node:path';
import { joinScores, type ScoredDataset } from '../../../batch/joinScores.ts';
import { requestsOf, type DatasetRequest, type Part } from '../../../batch/planRequests.ts';
import { readAll, type ByteSource } from '../../../core/bytes/bytes.ts';
import { mappedDigest, mappingText, type ColumnMapping } from '../../../core/dataset/columnMapping.ts';
import type { CandidateKey } from '../../../core/dataset/candidateKey.ts';
import { isSureEnough } from '../../../core/dataset/confidence.ts';
import type { Dataset, DatasetItem } from '../../../core/dataset/datasetItem.ts';
import type { PictureOutcome } from '../../../core/dataset/pictureOutcome.ts';
import { applyPreference, type Preference } from '../../../core/dataset/preference.ts';
import { shellWord } from '../../../core/shellWord.ts';
import { guessColumns } from '../../../formats/dataset/guessColumns.ts';
import { readDataset, sampleColumns } from '../../../formats/dataset/readDataset.ts';
import { areUnknown, unknownColumns, UnknownColumnsError } from '../../../formats/dataset/unknownColumns.ts';
import { directoryFolder, directorySink, DiskError } from '../../nodeFiles.ts';
import { openPictureFolders } from './pictureFolders.ts';

/** Where a dataset is, and what of it counts. */
export interface DatasetChoice {
  /** A file that names pictures; undefined: `folders` hold them. */
  readonly manifest?: string | undefined;
  /** Folders of pictures, each with its prompt beside it. */
  readonly folders?: readonly string[] | undefined;
  /** Which column of the manifest is what; undefined: their names tell. */
  readonly columns?: ColumnMapping | undefined;
  /** Which edit of a pair counts as preferred where nobody says. */
  readonly preference: Preference;
  /** Items of which people were less sure are left out, as in HPSv3's training. */
  readonly minConfidence?: number | undefined;
  /** Whether scores of single dimensions are read, from which `train` learns. */
  readonly dimensions?: boolean | undefined;
}

/** Only items of which people were as sure count. */
export interface ConfidenceChoice {
  readonly least: number;
  readonly leftOut: number;
}

/** A dataset that is read, and what of it counts. */
export interface OpenedDataset {
  /** What of it counts. */
  readonly dataset: Dataset;
  /** All that it holds: what is kept of a run does not depend on the choice. */
  readonly allItems: readonly DatasetItem[];
  /** By which its pairs were judged of which nobody said anything. */
  readonly preference: Preference;
  /** What was asked of people's confidence, and how many items that leaves out. */
  readonly confidence?: ConfidenceChoice;
  /** Of its file, or of the pictures' names and prompts. */
  readonly sha256: string;
  /** What the files of its results are called. */
  readonly name: string;
  /** For messages. */
  readonly label: string;
  /** The folder that its paths are relative to, where the user says no other. */
  readonly images: string;
}

/** Reads a dataset. Throws `DiskError`, `NoPicturesError`, and what `readDataset` throws. */
export async function openDataset(choice: DatasetChoice): Promise<OpenedDataset> {
  const { dataset, ...read } = await readChosen(choice);
  const { minConfidence, preference } = choice;
  const allItems = applyPreference(dataset.items, preference);
  const found = { ...read, preference };
  if (minConfidence === undefined) return { ...found, dataset: { ...dataset, items: allItems }, allItems };
  const items = allItems.filter((item) => isSureEnough(item, minConfidence));
  const confidence = { least: minConfidence, leftOut: allItems.length - items.length };
  return { ...found, dataset: { ...dataset, items }, allItems, confidence };
}

/** Those of `requests`, which are of all items, that what counts of the dataset needs. */
export function requestsThatCount(
  requests: readonly DatasetRequest[],
  { dataset, allItems }: OpenedDataset,
): readonly DatasetRequest[] {
  if (dataset.items.length === allItems.length) return requests;
  return requestsOf(requests, new Set(dataset.items.map(({ line }) => line)));
}

/** Scores of what counts. All items are joined first: a picture's outcome is kept under its first use among them. */
export function joinThatCounts(
  { dataset, allItems }: OpenedDataset,
  outcomeOf: (firstUse: CandidateKey) => PictureOutcome | undefined,
): ScoredDataset {
  const { scored, unscored } = joinScores(allItems, outcomeOf);
  const lines = new Set(dataset.items.map(({ line }) => line));
  return {
    scored: scored.filter(({ item }) => lines.has(item.line)),
    unscored: unscored.filter(({ line }) => lines.has(line)),
  };
}

type ReadChosen = Pick<OpenedDataset, 'dataset' | 'sha256' | 'name' | 'label' | 'images'>;

function readChosen({ manifest, folders = [], ...reading }: DatasetChoice): Promise<ReadChosen> {
  return manifest === undefined ? readFolders(folders) : readManifest(manifest, reading);
}

async function readManifest(
  path: string,
  { columns, dimensions }: Pick<DatasetChoice, 'columns' | 'dimensions'>,
): Promise<ReadChosen> {
  const source = await directoryFolder(dirname(path)).open(basename(path));
  const written = await directorySink(dirname(path)).inspect(basename(path));
  if (!source || !written) {
    throw new DiskError(`${path} does not exist or is a folder. Give the path of a dataset.`, { file: path });
  }
  const dataset = columns ? await readDataset(source, { columns }) : await readKnown(source, dimensions);
  const sha256 = await mappedDigest(written.sha256, columns);
  return { dataset, sha256, name: datasetName(path), label: path, images: dirname(path) };
}

/** By the names of its columns. Throws {@link UnknownColumnsError} where none of them tell, and other columns may. */
async function readKnown(source: ByteSource, dimensions: boolean | undefined): Promise<Dataset> {
  const read = await readDataset(source, { dimensions }).catch((error: unknown) => {
    if (error instanceof UnknownColumnsError) return error;
    throw error;
  });
  if (!(read instanceof UnknownColumnsError) && read.items.length > 0) return read;
  const sample = await sampleColumns(source);
  const guess = guessColumns(sample);
  if (areUnknown(sample, guess)) throw unknownColumns(source.name, sample, guess);
  if (read instanceof UnknownColumnsError) throw read;
  return read;
}

async function readFolders(folders: readonly string[]): Promise<ReadChosen> {
  const { source, name, root, leftOut, notes } = await openPictureFolders(folders);
  const read = await readDataset(source);
  const ofFile = { notes: [...notes, ...(read.notes ?? [])], ...(leftOut.length > 0 && { leftOut }) };
  const dataset = { ...read, ...ofFile };
  const sha256 = createHash('sha256')
    .update(await readAll(source))
    .digest('hex');
  return { dataset, sha256, name, label: folders.join(', '), images: root };
}

function datasetName(manifest: string): string {
  return basename(manifest, extname(manifest));
}

export function journalPath(out: string, name: string, { index, count }: Part): string {
  return join(out, `${name}.part-${index}-of-${count}.jsonl`);
}

/** The command that joins the parts of a choice. */
export function mergeCommand(choice: DatasetChoice, out: string): string {
  const { manifest, folders = [], columns, preference, minConfidence } = choice;
  const where =
    manifest === undefined
      ? folders.map((folder) => `--folder ${shellWord(folder)}`)
      : [`--manifest ${shellWord(manifest)}`];
  const named = columns === undefined ? [] : [`--columns ${shellWord(mappingText(columns))}`];
  const judged = preference === 'none' ? [] : [`--preference ${preference}`];
  const confidence = minConfidence === undefined ? [] : [`--min-confidence ${minConfidence}`];
  return ['editreward merge', ...where, `--out ${shellWord(out)}`, ...named, ...judged, ...confidence].join(' ');
}
