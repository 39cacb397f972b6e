import type { Calibration } from '../convert/calibration/calibration.ts';
import { samplesDigest } from '../convert/calibration/samplesDigest.ts';
import { readAll, type FileFolder } from '../core/bytes/bytes.ts';
import { digestBytes } from '../core/bytes/sha256.ts';
import { requireSameKind, type JudgingModel } from '../core/dataset/datasetKindError.ts';
import type { DecodedImage } from '../core/image/decodedImage.ts';
import { prepareDecoded } from '../core/image/modelInput/prepareImage.ts';
import type { CalibrationSample } from '../core/keptModels/calibrationSample.ts';
import type { ImageProcessorConfig } from '../core/modelPackage/imageProcessorConfig.ts';
import type { ImageInput } from '../core/score/scoreRequest.ts';
import { blobSource } from '../packages/blobFolder.ts';
import type { Backend } from '../runtime/model/session.ts';
import { collectStatistics } from '../runtime/scoring/collectStatistics.ts';
import type { PassHooks } from '../runtime/scoring/passTogether.ts';
import type { ImagesToScore } from '../runtime/scoring/scoreImages.ts';

/** What judging samples needs of the browser. */
export interface CalibrationPlatform {
  readonly createBackend: () => Promise<Backend>;
  /** A photo as it is stored. */
  readonly decode: (bytes: Uint8Array<ArrayBuffer>, name: string) => Promise<DecodedImage>;
}

/**
 * A calibration with pictures of the page, which the package that is half written in `folder` judges. Throws `DatasetKindError`
 * where the model judges other things, and the errors of pictures.
 */
export async function browserCalibration(
  samples: readonly CalibrationSample[],
  model: JudgingModel,
  folder: FileFolder,
  { createBackend, decode }: CalibrationPlatform,
  hooks: PassHooks,
): Promise<Calibration> {
  const isOfEdits = samples.some(({ source }) => source);
  requireSameKind('The batch', isOfEdits ? 'edits' : 'textToImage', model);
  return {
    samples: samples.length,
    sha256: await digestOf(samples),
    async collect(manifest, onStatistics) {
      const prepare = (image: ImageInput) => preparePatches(image, manifest.imageProcessor, decode);
      const requests: ImagesToScore[] = [];
      for (const { instruction, source, picture } of samples) {
        const shown = source && (await prepare(source));
        requests.push({ instruction, source: shown, candidates: [{ key: 0, image: await prepare(picture) }] });
      }
      const modelPackage = { manifest, folder, verified: true };
      await collectStatistics(modelPackage, await createBackend(), requests, onStatistics, hooks);
    },
  };
}

async function preparePatches(
  { name, blob }: ImageInput,
  config: ImageProcessorConfig,
  decode: CalibrationPlatform['decode'],
): Promise<ReturnType<typeof prepareDecoded>> {
  return prepareDecoded(await decode(await readAll(blobSource(name, blob)), name), config, name);
}

async function digestOf(samples: readonly CalibrationSample[]): Promise<string> {
  const digested = [];
  for (const { instruction, source, picture } of samples) {
    const sha256 = [];
    for (const { name, blob } of source ? [source, picture] : [picture]) {
      sha256.push(await digestBytes(await readAll(blobSource(name, blob))));
    }
    digested.push({ instruction, sha256 });
  }
  return samplesDigest(digested);
}
