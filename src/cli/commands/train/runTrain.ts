import { writeFile } from 'node:fs/promises';
import { countPictures } from '../../../batch/planRequests.ts';
import { runRequests } from '../../../batch/runRequests.ts';
import { datasetKind, type RowProblem } from '../../../core/dataset/datasetItem.ts';
import { requireSameKind } from '../../../core/dataset/datasetKindError.ts';
import { likeProblems, linesText } from '../../../core/dataset/likeProblems.ts';
import { messageOf } from '../../../core/errors.ts';
import { limitPixels } from '../../../core/image/modelInput/sizeForModel.ts';
import { openModelPackage, type ModelPackage } from '../../../packages/modelPackage.ts';
import { createRuntimeProducts } from '../../../runtime/training/runtimeProducts.ts';
import { makeTaste } from '../../../taste/package/makeTaste.ts';
import { readHeads } from '../../../taste/package/readHeads.ts';
import type { TasteTraining } from '../../../taste/package/tasteSchema.ts';
import { trainTaste, type Trained } from '../../../taste/trainTaste.ts';
import { sourcesOf, type Features, type Vote } from '../../../taste/trainingSet.ts';
import { votesOfItems } from '../../../taste/votesOfItems.ts';
import { EXIT_FAILED, EXIT_OK } from '../../command.ts';
import { withInterrupt } from '../../interrupt.ts';
import { directoryFolder, DiskError } from '../../nodeFiles.ts';
import { nodeOrt } from '../../nodeSessions.ts';
import { ProgressDisplay } from '../../progressDisplay.ts';
import { prepareOut } from '../../taste/prepareOut.ts';
import { FeatureFile, featureShape, featuresOfHeads } from '../../taste/featureFile.ts';
import { featureRows, keyCandidates, withoutFeatures, type KeyedCandidates } from '../../taste/readFeatures.ts';
import { tellTransparency } from '../tellTransparency.ts';
import { createDatasetScorer } from '../evaluate/datasetScorer.ts';
import { rowLines } from '../evaluate/datasetSummary.ts';
import { DeviceMeter } from '../evaluate/deviceUse.ts';
import { openDataset, type OpenedDataset } from '../evaluate/openDataset.ts';
import { digestOfFile } from '../evaluate/pictureNotes.ts';
import { loadModel } from '../loadModel.ts';
import { checkLimit } from '../unusedLimitError.ts';
import type { TrainOptions } from './trainArgs.ts';
import { trainText } from './trainText.ts';

/** Trains a taste and writes it where it is better. Exits with 1 where it is not. */
export function runTrain(options: TrainOptions): Promise<number> {
  return withInterrupt(async (signal) => {
    const display = new ProgressDisplay(process.stderr);
    try {
      return await trainAndWrite(options, display, signal);
    } finally {
      display.clear();
    }
  });
}

async function trainAndWrite(options: TrainOptions, display: ProgressDisplay, signal: AbortSignal): Promise<number> {
  const modelPackage = await openModelPackage(directoryFolder(options.model));
  const { manifest } = modelPackage;
  checkLimit(manifest, options.maxPixels);
  await prepareOut(options.out);
  const opened = await openDataset(options);
  requireSameKind(opened.label, datasetKind(opened.allItems), { title: manifest.model.title, task: manifest.task });
  for (const line of rowLines(opened.label, opened.dataset)) console.error(`editreward: ${line}`);
  const { votes, features } = await gather({ options, modelPackage, opened }, display, signal);
  const trained = await trainHeads(options, modelPackage, { votes, features }, display, signal);
  display.clear();
  const isWritten = options.anyway || trained.heldOut?.isBetter === true;
  const training = recordOf(options, opened, votes, trained);
  if (isWritten) await writeOut(options.out, await makeTaste(options.name, modelPackage, trained.heads, training));
  const report = { taste: isWritten ? options.out : null, training, curve: trained.curve };
  console.log(options.json ? JSON.stringify(report, undefined, 2) : trainText(report, options.name));
  return isWritten ? EXIT_OK : EXIT_FAILED;
}

interface Sources {
  readonly options: TrainOptions;
  readonly modelPackage: ModelPackage;
  readonly opened: OpenedDataset;
}

interface Learned {
  readonly votes: readonly Vote[];
  readonly features: Features;
}

/** The votes, and what the heads read of their pictures: as it was kept, or scored now. */
async function gather(sources: Sources, display: ProgressDisplay, signal: AbortSignal): Promise<Learned> {
  const { options, modelPackage, opened } = sources;
  const { images = opened.images } = options;
  const { items } = opened.dataset;
  const keyed = await keyCandidates(items, opened.sha256, (image) => digestOfFile(images, image));
  const file = await FeatureFile.open(options.features, featureShape(modelPackage, options.maxPixels));
  await scoreMissing(sources, keyed, file, display, signal);
  const { find, keys } = featureRows(keyed, file);
  const votes = votesOfItems(items, find);
  return { votes, features: featuresOfHeads(file.read(keys), modelPackage.manifest) };
}

async function scoreMissing(
  { options, modelPackage, opened }: Sources,
  keyed: KeyedCandidates,
  file: FeatureFile,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<void> {
  const requests = withoutFeatures(keyed, file);
  const total = countPictures(requests);
  if (total === 0) return;
  const { model: path, wish, maxPixels, images: folder = opened.images } = options;
  const model = await loadModel({ modelPackage, path, wish, maxPixels }, display, signal);
  const official = modelPackage.manifest.imageProcessor;
  const settings = { folder, official, inForce: limitPixels(official, maxPixels) };
  const kept = { file, datasetSha256: opened.sha256 };
  const transparent = new Set<string>();
  const scorer = createDatasetScorer(model, settings, { meter: new DeviceMeter(model.clock), transparent }, kept);
  const failures: RowProblem[] = [];
  let done = 0;
  try {
    display.start();
    await runRequests({
      requests,
      score: scorer.score,
      prepare: scorer.prepare,
      keep(some) {
        done += some.length;
        display.show({ label: 'Looking at the pictures', unit: 'parts', done, total });
        for (const { line, outcome } of some)
          if ('error' in outcome) failures.push({ line, message: outcome.error.message });
      },
      signal,
    });
  } finally {
    await scorer.dispose?.();
    display.clear();
    tellTransparency([...transparent]);
  }
  for (const { lines, message } of likeProblems(failures)) console.error(`editreward: ${linesText(lines)}: ${message}`);
}

async function trainHeads(
  { kind, loss, seed }: TrainOptions,
  modelPackage: ModelPackage,
  { votes, features }: Learned,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<Trained> {
  const products = await createRuntimeProducts(nodeOrt);
  try {
    display.start();
    const onProgress = (done: number, total: number) =>
      display.show({ label: 'Training the heads', unit: 'parts', done, total });
    const settings = { kind, loss, seed, products, signal, onProgress };
    return await trainTaste(await readHeads(modelPackage), features, { votes, grades: [] }, settings);
  } finally {
    await products.dispose();
  }
}

function recordOf(
  { kind, loss, seed }: TrainOptions,
  { name, sha256 }: OpenedDataset,
  votes: readonly Vote[],
  { heldOut }: Trained,
): TasteTraining {
  const sources = sourcesOf({ votes, grades: [] }).length;
  const counts = { votes: votes.length, grades: 0, sources };
  return { kind, loss, seed, dataset: { name, sha256 }, ...counts, ...(heldOut && { heldOut }) };
}

async function writeOut(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes);
  } catch (cause) {
    throw new DiskError(`${path} cannot be written: ${messageOf(cause)}. Choose another place for --out.`, {
      file: path,
      cause,
    });
  }
}
