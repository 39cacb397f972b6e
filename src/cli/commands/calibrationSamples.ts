/** Pictures that a conversion is calibrated with: some of a dataset, or of a folder. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { planRequests, type DatasetRequest } from '../../batch/planRequests.ts';
import { at } from '../../core/at.ts';
import { datasetKind, type ImageReference } from '../../core/dataset/datasetItem.ts';
import { requireSameKind } from '../../core/dataset/datasetKindError.ts';
import type { ImagePatches } from '../../core/image/modelInput/pixelValues.ts';
import type { ImageProcessorConfig } from '../../core/modelPackage/imageProcessorConfig.ts';
import { fromTransferred } from '../../core/remoteError.ts';
import type { Task } from '../../core/task.ts';
import type { ImagesToScore } from '../../runtime/scoring/scoreImages.ts';
import { directoryFolder, DiskError } from '../nodeFiles.ts';
import { readPicture } from '../pictures/readPicture.ts';
import { openDataset } from './evaluate/openDataset.ts';
import { readImageBytes } from './imageFile.ts';

/** More hardly help: orders of edits are as near with 16 samples as with 384, within what a measurement can tell. */
const MAX_SAMPLES = 16;

/** A picture and what it is judged by. */
interface Sample {
  readonly instruction: string;
  readonly source: ImageReference | undefined;
  readonly picture: ImageReference;
}

export interface CalibrationSamples {
  readonly count: number;
  /** Of all instructions and pictures, in their order. */
  readonly sha256: string;
  /** As a model with this image processor takes them. */
  read(imageProcessor: ImageProcessorConfig): Promise<ImagesToScore[]>;
}

/**
 * Chooses samples of the dataset at `path`, a file or a folder, spread over all of it, and reads them once. Throws
 * `DatasetKindError` where the model judges other things, and the errors of datasets and pictures.
 */
export async function openSamples(
  path: string,
  model: { readonly title: string; readonly task: Task },
): Promise<CalibrationSamples> {
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
  const place = isFolder ? { folders: [path] } : { manifest: path };
  const { label, allItems, images } = await openDataset({ ...place, preference: 'none' });
  requireSameKind(label, datasetKind(allItems), model);
  const samples = chooseSamples(planRequests(allItems));
  if (samples.length === 0) throw new DiskError(`${path} has no picture to calibrate with.`, { file: path });
  return {
    count: samples.length,
    sha256: await digestOf(samples, images),
    read: (imageProcessor) => readSamples(samples, images, imageProcessor),
  };
}

/** One picture of a request, of the first one the first, of the next one the second: editors take turns. Exported for its test. */
export function chooseSamples(requests: readonly DatasetRequest[]): Sample[] {
  const count = Math.min(MAX_SAMPLES, requests.length);
  return Array.from({ length: count }, (_, index) => {
    const { instruction, source, pictures } = at(requests, Math.floor((index * requests.length) / count));
    return { instruction, source, picture: at(pictures, index % pictures.length).image };
  });
}

async function digestOf(samples: readonly Sample[], folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const { instruction, source, picture } of samples) {
    hash.update(JSON.stringify(instruction));
    for (const image of source ? [source, picture] : [picture]) {
      hash.update(
        createHash('sha256')
          .update(await bytesOf(image, folder))
          .digest(),
      );
    }
  }
  return hash.digest('hex');
}

async function bytesOf(image: ImageReference, folder: string): Promise<Uint8Array> {
  if (image.kind !== 'file') return image.read();
  return readImageBytes(await directoryFolder(folder).open(image.name), join(folder, image.name));
}

async function readSamples(
  samples: readonly Sample[],
  folder: string,
  imageProcessor: ImageProcessorConfig,
): Promise<ImagesToScore[]> {
  const read = async (image: ImageReference): Promise<ImagePatches> => {
    const bytes = image.kind === 'file' ? undefined : await image.read();
    const task = { folder, official: imageProcessor, inForce: imageProcessor, name: image.name, bytes };
    const answer = await readPicture(task);
    if ('error' in answer) throw fromTransferred(answer.error);
    return answer.image;
  };
  const requests: ImagesToScore[] = [];
  for (const { instruction, source, picture } of samples) {
    const shown = source && (await read(source));
    requests.push({ instruction, source: shown, candidates: [{ key: 0, image: await read(picture) }] });
  }
  return requests;
}
