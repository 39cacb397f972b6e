import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { countPictures } from '../../../batch/planRequests.ts';
import { runRequests } from '../../../batch/runRequests.ts';
import { datasetKind, type RowProblem } from '../../../core/dataset/datasetItem.ts';
import { requireSameKind } from '../../../core/dataset/datasetKindError.ts';
import { likeProblems, linesText } from '../../../core/dataset/likeProblems.ts';
import { messageOf } from '../../../core/errors.ts';
import { limitPixels } from '../../../core/image/modelInput/sizeForModel.ts';
import { openModelPackage, type ModelPackage } from '../../../packages/modelPackage.ts';
import { createRuntimeProducts } from '../../../runtime/training/runtimeProducts.ts';
import { judgedItems } from '../../../taste/judgedItems.ts';
import { makeTaste } from '../../../taste/package/makeTaste.ts';
import { readHeads } from '../../../taste/package/readHeads.ts';
import { learnable, trainTaste, type Trained } from '../../../taste/trainTaste.ts';
import type { Features, Labels } from '../../../taste/trainingSet.ts';
import type { FindFeatures } from '../../../taste/votesOfItems.ts';
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
import { chooseDimensions, labelsOfDataset } from './chosenLabels.ts';
import type { TrainOptions } from './trainArgs.ts';
import { recordOf } from './trainRecord.ts';
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
  const dimensions = chooseDimensions({
    file: opened.label,
    items: opened.dataset.items,
    labels: options.labels,
    judgesByFirstDimension: options.preference === 'scores',
    model: manifest,
  });
  const gathered = await gather({ options, modelPackage, opened }, dimensions !== undefined, display, signal);
  const trained = await trainHeads(options, modelPackage, gathered, display, signal);
  display.clear();
  const isWritten = options.anyway || (trained.heldOut ?? trained.heldOutScores)?.isBetter === true;
  const training = recordOf(options, opened, trained, dimensions && { names: dimensions, heads: manifest.heads });
  if (isWritten) await writeOut(options.out, await makeTaste(options.name, modelPackage, trained.heads, training));
  const { curve, scoreCurve } = trained;
  const report = { taste: isWritten ? options.out : null, training, leftOut: gathered.leftOut, curve, scoreCurve };
  console.log(options.json ? JSON.stringify(report, undefined, 2) : trainText(report, options.name, manifest.heads));
  return isWritten ? EXIT_OK : EXIT_FAILED;
}

interface Sources {
  readonly options: TrainOptions;
  readonly modelPackage: ModelPackage;
  readonly opened: OpenedDataset;
}

interface Gathered {
  readonly labels: Labels;
  readonly features: Features;
  /** Pictures that could not be looked at, each with the reason. */
  readonly leftOut: readonly RowProblem[];
}

/** The labels, and what the heads read of their pictures: as it was kept, or scored now. */
async function gather(
  sources: Sources,
  isOfDimensions: boolean,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<Gathered> {
  const { options, modelPackage, opened } = sources;
  const { images = opened.images } = options;
  const items = judgedItems(opened.dataset.items);
  const keyed = await keyCandidates(items, opened.sha256, (image) => digestOfFile(images, image));
  const missing = keyed.missing.map(({ line, name }) => ({
    line,
    message: `${join(images, name)} does not exist or is a folder. Give the path of an image.`,
  }));
  tellLeftOut(missing);
  const labelsWith = (find: FindFeatures) =>
    labelsOfDataset({ file: opened.label, items }, find, { loss: options.loss, isOfDimensions });
  // Before anything is looked at, which may take hours: are there enough, if all can be scored?
  learnable(labelsWith(featureRows(keyed, { has: () => true }).find), options);
  const file = await FeatureFile.open(options.features, featureShape(modelPackage, options.maxPixels));
  const failed = await scoreMissing(sources, keyed, file, display, signal);
  tellLeftOut(failed);
  const { find, keys } = featureRows(keyed, file);
  const features = featuresOfHeads(file.read(keys), modelPackage.manifest);
  return { labels: labelsWith(find), features, leftOut: [...missing, ...failed] };
}

function tellLeftOut(pictures: readonly RowProblem[]): void {
  for (const { lines, message } of likeProblems(pictures)) console.error(`editreward: ${linesText(lines)}: ${message}`);
}

/** Has the model look at what it has not seen. Says which pictures it could not, and why. */
async function scoreMissing(
  { options, modelPackage, opened }: Sources,
  keyed: KeyedCandidates,
  file: FeatureFile,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<readonly RowProblem[]> {
  const requests = withoutFeatures(keyed, file);
  const total = countPictures(requests);
  if (total === 0) return [];
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
  return failures;
}

async function trainHeads(
  { kind, loss, seed }: TrainOptions,
  modelPackage: ModelPackage,
  { labels, features }: Gathered,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<Trained> {
  const products = await createRuntimeProducts(nodeOrt);
  try {
    display.start();
    const onProgress = (done: number, total: number) =>
      display.show({ label: 'Training the heads', unit: 'parts', done, total });
    const settings = { kind, loss, seed, products, signal, onProgress };
    return await trainTaste(await readHeads(modelPackage), features, labels, settings);
  } finally {
    await products.dispose();
  }
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
