import { chooseSamples } from '../../batch/chooseSamples.ts';
import type { ImageReference } from '../../core/dataset/datasetItem.ts';
import type { CalibrationSample } from '../../core/keptModels/calibrationSample.ts';
import type { ImageInput } from '../../core/score/scoreRequest.ts';
import type { OpenedBatch } from '../keptModels/openedBatch.ts';
import { compareModels, type CompareTools } from './compareModels.ts';
import { judgedDataset } from './judgedDataset.ts';
import type { OpenDataset } from './openDataset.ts';
import { pictureReader } from './pictureReader.ts';

/** Tells whoever does something with models which batch is open with its pictures. */
export function lendBatch(tools: CompareTools, tell: (batch?: OpenedBatch) => void): void {
  const { store } = tools;
  let lent: OpenDataset | undefined;
  store.subscribe(() => {
    const { open } = store.getState();
    const dataset = open?.files && open.dataset;
    if (dataset === lent) return;
    lent = dataset;
    tell(dataset && openedBatch(tools, dataset));
  });
}

function openedBatch(tools: CompareTools, dataset: OpenDataset): OpenedBatch {
  const { store } = tools;
  const { name, sha256, requests, readImage } = dataset;
  const read = async (image: ImageReference): Promise<ImageInput> => ({
    name: image.name,
    blob: await readImage(image),
  });
  return {
    name,
    sha256,
    readPicture: pictureReader(dataset),
    voted() {
      const { items } = judgedDataset(dataset, store.getState().open?.preference);
      return { name, sha256, items, readImage };
    },
    async samples() {
      const samples: CalibrationSample[] = [];
      for (const { instruction, source, picture } of chooseSamples(requests)) {
        samples.push({ instruction, source: source && (await read(source)), picture: await read(picture) });
      }
      return samples;
    },
    compare: (first, second, hooks) => compareModels(tools, dataset, [first, second], hooks),
  };
}
