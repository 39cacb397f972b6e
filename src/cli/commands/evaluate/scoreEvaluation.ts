import { checkKept, NOTHING_CHECKED, type CheckCounts } from '../../../batch/checkKept.ts';
import { countDevices, otherDevicesNote } from '../../../batch/deviceCounts.ts';
import { Outcomes } from '../../../batch/outcomes.ts';
import { partOf, planRequests, type DatasetRequest } from '../../../batch/planRequests.ts';
import { scoreDataset } from '../../../batch/scoreDataset.ts';
import { deviceLabel } from '../../../core/score/deviceLabel.ts';
import { formatCountOf } from '../../../core/formatNumbers.ts';
import { datasetKind, type DatasetItem } from '../../../core/dataset/datasetItem.ts';
import { requireSameKind } from '../../../core/dataset/datasetKindError.ts';
import { limitPixels } from '../../../core/image/modelInput/sizeForModel.ts';
import type { ReportedModel } from '../../../core/score/scoreReport.ts';
import { openModelPackage, type ModelPackage } from '../../../packages/modelPackage.ts';
import type { AppliedTaste } from '../../../taste/package/applyTaste.ts';
import type { LiveModel } from '../../liveModel.ts';
import { directoryFolder } from '../../nodeFiles.ts';
import type { PictureSettings } from '../../pictures/readPicture.ts';
import { FeatureFile, featureShape } from '../../taste/featureFile.ts';
import { featurePath, type KeptFeatures } from '../../taste/keepFeatures.ts';
import { ProgressDisplay } from '../../progressDisplay.ts';
import { describeLimited, loadModel } from '../loadModel.ts';
import { tellTransparency } from '../tellTransparency.ts';
import { openTaste } from '../openTaste.ts';
import { checkLimit } from '../unusedLimitError.ts';
import { DatasetProgress } from './datasetProgress.ts';
import { readingOf, requireSameEdits } from './datasetReading.ts';
import { createDatasetScorer } from './datasetScorer.ts';
import { DeviceMeter, type DeviceUse } from './deviceUse.ts';
import type { DatasetOptions } from './evaluateArgs.ts';
import { journalPath, requestsThatCount, type OpenedDataset } from './openDataset.ts';
import { OutcomeJournal } from './outcomeJournal.ts';
import { digestOfFile, pictureNotes, requireOnePicture } from './pictureNotes.ts';

/** With which model a dataset is scored, and where results go. */
export type EvaluationOptions = Pick<DatasetOptions, 'images' | 'model' | 'out' | 'part' | 'maxPixels' | 'wish'> &
  Partial<Pick<DatasetOptions, 'taste' | 'keepFeatures'>>;

/** A dataset, the model that scores it, and what is kept of an earlier run. */
export interface Evaluation {
  readonly options: EvaluationOptions;
  readonly modelPackage: ModelPackage;
  readonly model: ReportedModel;
  readonly taste: AppliedTaste | undefined;
  readonly opened: OpenedDataset;
  /** The folder that its paths are relative to. */
  readonly images: string;
  /** Of the part, as far as it counts. */
  readonly requests: readonly DatasetRequest[];
  readonly journal: OutcomeJournal;
  readonly journalPath: string;
  readonly outcomes: Outcomes;
}

/** Makes ready to score `opened`. Throws the errors of {@link lookAtEvaluation}, and of a journal that cannot be written. */
export async function openEvaluation(options: EvaluationOptions, opened: OpenedDataset): Promise<Evaluation> {
  const evaluation = await lookAtEvaluation(options, opened);
  await evaluation.journal.begin();
  return evaluation;
}

/**
 * Reads all but the model and the pictures, so that what is wrong in it shows before anything is scored, and writes nothing: the
 * journal is still to be begun. Throws the errors of packages and journals, and `DatasetKindError` when the model judges other
 * things.
 */
export async function lookAtEvaluation(options: EvaluationOptions, opened: OpenedDataset): Promise<Evaluation> {
  const modelPackage = await openModelPackage(directoryFolder(options.model));
  const { images = opened.images, maxPixels, part } = options;
  requireFitting(modelPackage, opened.label, opened.allItems);
  checkLimit(modelPackage.manifest, maxPixels);
  const taste = await openTaste(modelPackage, options.taste);
  const model = describeLimited(modelPackage, maxPixels, taste);
  const path = journalPath(options.out, opened.name, part);
  const all = planRequests(opened.allItems);
  const ofPart = partOf(all, part);
  const journal = OutcomeJournal.look(path, { dataset: opened.sha256, reading: readingOf(all), model, part });
  requireSameEdits(await journal.read(), ofPart, path);
  const requests = requestsThatCount(ofPart, opened);
  const outcomes = new Outcomes();
  return { options, modelPackage, model, taste, opened, images, requests, journal, journalPath: path, outcomes };
}

/** Throws `DatasetKindError` when the model judges another kind of datasets. */
function requireFitting({ manifest }: ModelPackage, label: string, items: readonly DatasetItem[]): void {
  requireSameKind(label, datasetKind(items), { title: manifest.model.title, task: manifest.task });
}

/** What is told of a run beside its scores. */
export interface Run {
  /** What is known of the pictures that were scored before. */
  readonly pictures: CheckCounts;
  /** Undefined when nothing was scored. */
  readonly use: DeviceUse | undefined;
  /** Those of the pictures scored now that have transparent parts. */
  readonly transparent: readonly string[];
}

/** Scores what is left of it, or has other pictures now. */
export async function scoreEvaluation(evaluation: Evaluation, signal: AbortSignal): Promise<Run> {
  const { requests, outcomes, journal, opened } = evaluation;
  const progress = new DatasetProgress(new ProgressDisplay(process.stderr), datasetKind(opened.allItems));
  let pictures = NOTHING_CHECKED;
  let meter: DeviceMeter | undefined;
  const transparent = new Set<string>();
  try {
    const mixed = await scoreDataset({
      requests,
      // Failures are tried again: the user may have mended their cause.
      selection: 'unscored',
      outcomes,
      store: journal,
      async check() {
        pictures = await checkScores(evaluation, progress, signal);
        await tellLostFeatures(evaluation);
      },
      async openScorer(total) {
        const model = await openModel(evaluation, progress, signal);
        progress.startScoring(total);
        meter = new DeviceMeter(model.clock);
        const features = await openFeatures(evaluation);
        return createDatasetScorer(model, pictureSettings(evaluation), { meter, transparent }, features);
      },
      onKept: (kept) => progress.addScored(kept.length),
      signal,
    });
    requireOnePicture(mixed, 'It changed while it was scored: run the same command again.');
    return { pictures, use: meter?.use, transparent: [...transparent] };
  } finally {
    progress.clear();
    tellTransparency([...transparent]);
  }
}

/** Compares the scores of earlier runs with the pictures as they are now. */
async function checkScores(
  { requests, outcomes, journal, images, journalPath: path, opened }: Evaluation,
  progress: DatasetProgress,
  signal: AbortSignal,
): Promise<CheckCounts> {
  // Failures are tried again, whatever their pictures are.
  const kept = (await journal.read()).filter(({ outcome }) => 'score' in outcome);
  const counts = await checkKept({
    requests,
    kept,
    outcomes,
    store: journal,
    digestOf: (image) => digestOfFile(images, image),
    onProgress: (done, total) => progress.showChecking(done, total),
    signal,
  });
  progress.clear();
  for (const note of pictureNotes(counts, path, datasetKind(opened.allItems))) console.error(`editreward: ${note}`);
  return counts;
}

async function openModel(
  { options, modelPackage, taste, outcomes }: Evaluation,
  progress: DatasetProgress,
  signal: AbortSignal,
): Promise<LiveModel> {
  const { model: path, wish, maxPixels } = options;
  const model = await loadModel({ modelPackage, path, wish, maxPixels, taste }, progress.display, signal);
  const note = otherDevicesNote(countDevices(outcomes.values()), deviceLabel(model.device));
  progress.clear();
  if (note !== undefined) console.error(`editreward: ${note}`);
  return model;
}

/** What was scored before is not scored again, so that nothing is kept of it unless it was kept then. */
async function tellLostFeatures(evaluation: Evaluation): Promise<void> {
  const features = await openFeatures(evaluation);
  if (!features) return;
  const scored = [...evaluation.outcomes.values()].filter((outcome) => 'score' in outcome).length;
  const lost = scored - features.file.count;
  if (lost <= 0) return;
  console.error(
    `editreward: ${formatCountOf(lost, 'picture')} of those that are scored already ${lost === 1 ? 'has' : 'have'} no features: they ` +
      `were scored without --keep-features. "editreward train" looks at them again. To keep them here, delete ${evaluation.journalPath} ` +
      'and run the same command again.',
  );
}

/** Undefined where they are not to be kept. */
async function openFeatures({ options, modelPackage, opened }: Evaluation): Promise<KeptFeatures | undefined> {
  if (!options.keepFeatures) return undefined;
  const path = featurePath(options.out, opened.name, options.part);
  const file = await FeatureFile.open(path, featureShape(modelPackage, options.maxPixels));
  return { file, datasetSha256: opened.sha256 };
}

function pictureSettings({ modelPackage, images, options }: Evaluation): PictureSettings {
  const official = modelPackage.manifest.imageProcessor;
  return { folder: images, official, inForce: limitPixels(official, options.maxPixels) };
}
