import { join } from 'node:path';
import { pictureOutcomeOf } from '../../../batch/pictureOutcomeOf.ts';
import type { DatasetRequest } from '../../../batch/planRequests.ts';
import type { ScoreRequest, Settle } from '../../../batch/runRequests.ts';
import { deviceLabel } from '../../../core/score/deviceLabel.ts';
import { digestBytes } from '../../../core/bytes/sha256.ts';
import type { ImageReference } from '../../../core/dataset/datasetItem.ts';
import type { DecodedImage } from '../../../core/image/decodedImage.ts';
import type { LazyImage, ScoreRequestHooks } from '../../../runtime/scoring/scoreRequest.ts';
import type { LiveModel } from '../../liveModel.ts';
import { decodeImage } from '../../decodeImage.ts';
import { directoryFolder } from '../../nodeFiles.ts';
import { readImageBytes } from '../imageFile.ts';

/** Scores requests of a dataset by a model of this process; `images` is the folder that their paths are relative to. */
export function createDatasetScorer(model: LiveModel, images: string): ScoreRequest {
  return async (request, settle, signal) => {
    const { instruction, source, pictures } = request;
    const candidates = pictures.map(({ image }) => datasetImage(image, images));
    await model.score(
      { source: source && datasetImage(source, images), candidates, instruction },
      { signal, onProgress: settler(request, settle, model) },
    );
  };
}

type OnProgress = NonNullable<ScoreRequestHooks['onProgress']>;

function settler(request: DatasetRequest, settle: Settle, model: LiveModel): OnProgress {
  return (progress) => {
    const picture = progress.type === 'outcome' ? request.pictures[progress.candidate] : undefined;
    if (progress.type !== 'outcome' || !picture) return;
    const outcome = pictureOutcomeOf(request, picture, progress.outcome);
    settle(picture, 'score' in outcome ? { ...outcome, device: deviceLabel(model.device) } : outcome);
  };
}

/** A picture of a dataset, as EditReward's own evaluation takes it: a photo as it is stored. Read once, for score and digest. */
function datasetImage(image: ImageReference, folder: string): LazyImage {
  let sha256: string | undefined;
  const decodeFile = async (): Promise<DecodedImage> => {
    const path = join(folder, image.name);
    const bytes = await readImageBytes(await directoryFolder(folder).open(image.name), path);
    sha256 = await digestBytes(bytes);
    return decodeImage(bytes, path, 'official');
  };
  return {
    name: image.name,
    sha256: () => sha256,
    decode: async () =>
      image.kind === 'file' ? decodeFile() : decodeImage(await image.read(), image.name, 'official'),
  };
}
