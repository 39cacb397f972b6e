import { planRequests, type DatasetRequest } from '../../batch/planRequests.ts';
import type { DatasetClient, ReadingProgress } from '../../client/datasetClient.ts';
import type { ColumnMapping } from '../../core/dataset/columnMapping.ts';
import { imagesOf, type DatasetItem, type ImageReference, type RowProblem } from '../../core/dataset/datasetItem.ts';
import { fromPortable, type EmbeddedReader, type PortableItem } from '../../core/dataset/portableItem.ts';
import { EditRewardError } from '../../core/errors.ts';
import type { BatchFiles } from './batchFiles.ts';
import { findImages } from './imagePaths.ts';
import { batchRows, type BatchRow } from './table/batchRows.ts';

/** An image that a dataset names is not among the chosen files. */
export class ImageMissingError extends EditRewardError {
  override readonly name = 'ImageMissingError';
}

/** An image is there but cannot be read. */
export class ImageUnreadableError extends EditRewardError {
  override readonly name = 'ImageUnreadableError';
}

/** A dataset in which images can be found. */
export interface OpenDataset {
  /** The dataset file's name. */
  readonly name: string;
  readonly sha256: string;
  readonly items: readonly DatasetItem[];
  readonly problems: readonly RowProblem[];
  /** Rows that are used, though something in them has to be told. */
  readonly notices: readonly RowProblem[];
  /** How the rows were understood, where that is not plain: sentences. */
  readonly notes: readonly string[];
  /** What there is to score, by source and instruction. */
  readonly requests: readonly DatasetRequest[];
  /** A row for each edit of each item. */
  readonly rows: readonly BatchRow[];
  /** Images that are not there, by the names the dataset gives them. */
  readonly missing: readonly string[];
  /** Pictures that are there and belong to no set, where pictures alone were chosen. */
  readonly unused: readonly string[];
  /** Still encoded. Rejects with {@link ImageMissingError}, {@link ImageUnreadableError} and the errors of the dataset's reader. */
  readImage(image: ImageReference): Promise<Blob>;
}

export interface ReadingChoice {
  readonly onProgress: (progress: ReadingProgress) => void;
  /** Which of its columns is what; by default their names tell. */
  readonly columns?: ColumnMapping | undefined;
}

/** Reads the dataset file at `manifestPath` and finds its images among `files`. */
export async function openDataset(
  client: DatasetClient,
  files: BatchFiles,
  manifestPath: string,
  { onProgress, columns }: ReadingChoice,
): Promise<OpenDataset> {
  const file = await files.open(manifestPath);
  if (!file) throw new ImageMissingError(`${manifestPath} is gone. Choose the folder again.`, { file: manifestPath });
  const { sha256, items, problems, notices, notes = [] } = await client.read(file, onProgress, columns);
  const places = findImages(fileNames(items), files.paths, manifestPath);
  const whyAndHow = whereToPut(files, file.name);
  const readImage = async (image: ImageReference): Promise<Blob> => {
    if (image.kind === 'embedded') return new Blob([await image.read()]);
    const path = places.locate(image.name);
    const found = path === undefined ? undefined : await openImage(files, path, image.name);
    if (found) return found;
    throw new ImageMissingError(`${image.name} ${whyAndHow}`, { file: image.name });
  };
  const embedded: EmbeddedReader = (name) => client.readImage(file, sha256, name);
  const { missing } = places;
  const { unused = [] } = files;
  const found = { problems, notices, notes: [...(files.notes ?? []), ...notes], missing, unused };
  return { ...datasetOf(file.name, sha256, items, embedded), ...found, readImage };
}

/** Loose files have no folder that an image could be put into. */
function whereToPut({ name, paths }: BatchFiles, dataset: string): string {
  const isLoose = Array.from(paths).every((path) => !path.includes('/'));
  return isLoose
    ? `was not chosen. Choose it together with ${dataset}, or choose the folder that holds both.`
    : `is not in ${name}. Put it there, or correct its path in ${dataset}.`;
}

async function openImage(files: BatchFiles, path: string, name: string): Promise<File | undefined> {
  try {
    return await files.open(path);
  } catch (cause) {
    // That nothing may be read any more is no fault of this image.
    if (!(cause instanceof DOMException) || cause.name === 'NotAllowedError') throw cause;
    throw new ImageUnreadableError(
      `${name} can no longer be read: it was moved, changed or locked since ${files.name} was opened. Choose it again.`,
      { file: name, cause },
    );
  }
}

/** A kept dataset whose file is not open: everything but its images. */
export function datasetWithoutImages(
  name: string,
  sha256: string,
  items: readonly PortableItem[],
  { problems = [], notices = [], notes = [] }: Partial<Pick<OpenDataset, 'problems' | 'notices' | 'notes'>> = {},
): OpenDataset {
  const refuse = async (image: string): Promise<never> => {
    throw new ImageMissingError(`${image} is not open. Choose the folder of ${name} again.`, { file: image });
  };
  const readImage: OpenDataset['readImage'] = ({ name: image }) => refuse(image);
  return { ...datasetOf(name, sha256, items, refuse), problems, notices, notes, missing: [], unused: [], readImage };
}

function datasetOf(name: string, sha256: string, portable: readonly PortableItem[], embedded: EmbeddedReader) {
  const items = portable.map((item) => fromPortable(item, embedded));
  const requests = planRequests(items);
  return { name, sha256, items, requests, rows: batchRows(items, requests) };
}

function fileNames(items: readonly PortableItem[]): string[] {
  const names = new Set<string>();
  for (const item of items) {
    for (const { kind, name } of imagesOf(item)) if (kind === 'file') names.add(name);
  }
  return [...names];
}
