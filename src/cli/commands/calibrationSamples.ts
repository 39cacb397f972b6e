/** Pictures that a conversion is calibrated with: some of a dataset, or of a folder. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseSamples, type ChosenSample } from '../../batch/chooseSamples.ts';
import { planRequests } from '../../batch/planRequests.ts';
import { samplesDigest } from '../../convert/calibration/samplesDigest.ts';
import { digestBytes } from '../../core/bytes/sha256.ts';
import { datasetKind, type ImageReference } from '../../core/dataset/datasetItem.ts';
import { requireSameKind } from '../../core/dataset/datasetKindError.ts';
import type { ImagePatches } from '../../core/image/modelInput/pixelValues.ts';
import type { ImageProcessorConfig } from '../../core/modelPackage/imageProcessorConfig.ts';
import { fromTransferred } from '../../core/remoteError.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import type { Task } from '../../core/task.ts';
import { DRAWN_SAMPLES, drawnSamples } from '../../runtime/trust/drawnSamples.ts';
import type { ImagesToScore } from '../../runtime/scoring/scoreImages.ts';
import { directoryFolder, DiskError } from '../nodeFiles.ts';
import { readPicture } from '../pictures/readPicture.ts';
import { openDataset } from './evaluate/openDataset.ts';
import { readImageBytes } from './imageFile.ts';

export interface CalibrationSamples {
  readonly count: number;
  /** Of all instructions and pictures, in their order. */
  readonly sha256: string;
  /** As the model of this manifest takes them. */
  read(manifest: Manifest): Promise<ImagesToScore[]>;
}

/** In the place of a path. A folder of this name is `./drawn`. */
export const DRAWN = 'drawn';

/** Samples that need no pictures. */
export function drawnCalibration(): CalibrationSamples {
  return {
    count: DRAWN_SAMPLES,
    sha256: createHash('sha256').update(DRAWN).digest('hex'),
    read: async (manifest) => drawnSamples(manifest),
  };
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
    read: ({ imageProcessor }) => readSamples(samples, images, imageProcessor),
  };
}

async function digestOf(samples: readonly ChosenSample[], folder: string): Promise<string> {
  const digested = [];
  for (const { instruction, source, picture } of samples) {
    const sha256 = [];
    for (const image of source ? [source, picture] : [picture])
      sha256.push(await digestBytes(await bytesOf(image, folder)));
    digested.push({ instruction, sha256 });
  }
  return samplesDigest(digested);
}

async function bytesOf(image: ImageReference, folder: string): Promise<Uint8Array<ArrayBuffer>> {
  if (image.kind !== 'file') return new Uint8Array(await image.read());
  return readImageBytes(await directoryFolder(folder).open(image.name), join(folder, image.name));
}

async function readSamples(
  samples: readonly ChosenSample[],
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
