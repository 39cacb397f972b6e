import type { PictureStanding } from '../../batch/checkPictures.ts';
import { partOf, planRequests, type DatasetRequest } from '../../batch/planRequests.ts';
import { runRequests, type Settle } from '../../batch/runRequests.ts';
import { entryKey, type CandidateKey } from '../../core/dataset/candidateKey.ts';
import { datasetKind, type DatasetItem, type DatasetKind } from '../../core/dataset/datasetItem.ts';
import { requireSameKind } from '../../core/dataset/datasetKindError.ts';
import { kindWords } from '../../core/dataset/kindWords.ts';
import { failureOf, type PictureOutcome } from '../../core/dataset/pictureOutcome.ts';
import { limitPixels } from '../../core/image/sizeForModel.ts';
import type { ReportedModel } from '../../core/score/scoreReport.ts';
import { openModelPackage, type ModelPackage } from '../../packages/modelPackage.ts';
import { limitInForce } from '../../runtime/model/limitInForce.ts';
import type { ScoringModel } from '../../runtime/model/scoringModel.ts';
import { scoreRequest, type IdentifiedOutcome } from '../../runtime/scoring/scoreRequest.ts';
import { EXIT_FAILED, EXIT_OK } from '../command.ts';
import { withInterrupt } from '../interrupt.ts';
import { directoryFolder } from '../nodeFiles.ts';
import { ProgressDisplay } from '../progressDisplay.ts';
import { readingOf, requireSameEdits } from './datasetReading.ts';
import type { DatasetOptions } from './evaluateArgs.ts';
import { joinThatCounts, journalPath, mergeCommand, openDataset, requestsThatCount } from './evaluateManifest.ts';
import { checkScored, countStandings, datasetImage, pictureNotes, requireOnePictureEach } from './evaluatePictures.ts';
import { writeResults } from './evaluateResults.ts';
import { datasetSummary, rowLines } from './evaluateSummary.ts';
import { describeModel, loadModel } from './loadModel.ts';
import { OutcomeJournal } from './outcomeJournal.ts';
import { checkLimit } from './unusedLimitError.ts';

/** Scores a dataset, or a part of it, going on where an earlier run ended; with all of it done, writes the results. */
export function evaluateDataset(options: DatasetOptions): Promise<number> {
  return withInterrupt(async (signal) => {
    const { part, out } = options;
    const modelPackage = await openModelPackage(directoryFolder(options.model));
    const opened = await openDataset(options);
    const { dataset, allItems, sha256, name, label } = opened;
    const { images = opened.images } = options;
    requireFitting(modelPackage, label, allItems);
    for (const line of rowLines(label, dataset)) console.error(`editreward: ${line}`);
    checkLimit(modelPackage.manifest, options.maxPixels);
    const model = describeLimited(modelPackage, options.maxPixels);
    const path = journalPath(out, name, part);
    const all = planRequests(allItems);
    const ofPart = partOf(all, part);
    const requests = requestsThatCount(ofPart, opened);
    const journal = await OutcomeJournal.open(path, { dataset: sha256, reading: readingOf(all), model, part });
    requireSameEdits(journal.entries, ofPart, path);
    const outcomeOf = (key: CandidateKey) => journal.entries.get(entryKey(key))?.outcome;
    const display = new ProgressDisplay(process.stderr);
    let standings: ReadonlyMap<string, PictureStanding>;
    try {
      display.start();
      standings = await checkScored(requests, journal, images, display, signal);
      display.clear();
      for (const note of pictureNotes(countStandings(standings.values()), path, datasetKind(allItems)))
        console.error(`editreward: ${note}`);
      // The model may take minutes to load: not when nothing is left to do.
      const left = requests
        .map((request) => unscoredPictures(request, outcomeOf))
        .filter(({ pictures }) => pictures.length > 0);
      if (left.length > 0) {
        const loaded = await loadModel(modelPackage, options.model, display, signal, options.maxPixels);
        await scoreAll(loaded, left, { journal, images, display, signal });
      }
    } finally {
      display.clear();
    }
    requireOnePictureEach(requests, outcomeOf, 'It changed while it was scored: run the same command again.');
    if (part.count > 1) return reportPart(options, datasetKind(allItems), requests, journal);
    const joined = joinThatCounts(opened, outcomeOf);
    const pictures = countStandings(standings.values());
    const results = await writeResults(out, name, model, dataset, joined, pictures, opened.confidence);
    console.log(options.json ? JSON.stringify(results, undefined, 2) : datasetSummary(results, out, name));
    return results.unscored.length > 0 ? EXIT_FAILED : EXIT_OK;
  });
}

/** A limit on the size of pictures makes another model of it: see `isSameModel`. */
function describeLimited(modelPackage: ModelPackage, maxPixels: number | undefined): ReportedModel {
  const { manifest } = modelPackage;
  const imageProcessor = limitPixels(manifest.imageProcessor, maxPixels);
  return { ...describeModel(modelPackage), maxPixels: limitInForce({ manifest, imageProcessor }) };
}

/** Throws `DatasetKindError` when the model judges another kind of datasets. */
function requireFitting({ manifest }: ModelPackage, label: string, items: readonly DatasetItem[]): void {
  requireSameKind(label, datasetKind(items), { title: manifest.model.title, task: manifest.task });
}

/** Without the pictures that have a score. Those that failed are tried again. */
function unscoredPictures(
  request: DatasetRequest,
  outcomeOf: (firstUse: CandidateKey) => PictureOutcome | undefined,
): DatasetRequest {
  const pictures = request.pictures.filter(({ uses }) => {
    const outcome = outcomeOf(uses[0]);
    return outcome === undefined || 'error' in outcome;
  });
  return { ...request, pictures };
}

interface ScoringPlace {
  readonly journal: OutcomeJournal;
  /** The folder of images. */
  readonly images: string;
  readonly display: ProgressDisplay;
  readonly signal: AbortSignal;
}

async function scoreAll(
  model: ScoringModel,
  requests: readonly DatasetRequest[],
  { journal, images, display, signal }: ScoringPlace,
): Promise<void> {
  const total = requests.reduce((sum, { pictures }) => sum + pictures.length, 0);
  let done = 0;
  display.start();
  try {
    await runRequests({
      requests,
      keep: (kept) => journal.append(kept),
      signal,
      async score(request, settle, runSignal) {
        const { one } = kindWords(request.source ? 'edits' : 'textToImage');
        display.show({ label: `Scoring ${one} ${done + 1} of ${total}`, unit: 'parts', done, total });
        await scoreOne(model, request, images, settle, runSignal);
        done += request.pictures.length;
      },
    });
  } finally {
    await model.dispose();
  }
}

async function scoreOne(
  model: ScoringModel,
  { instruction, source, pictures }: DatasetRequest,
  images: string,
  settle: Settle,
  signal: AbortSignal,
): Promise<void> {
  const candidates = pictures.map(({ image }) => datasetImage(image, images));
  await scoreRequest(
    model,
    { source: source && datasetImage(source, images), candidates, instruction },
    {
      signal,
      onProgress(progress) {
        const picture = progress.type === 'outcome' ? pictures[progress.candidate] : undefined;
        if (progress.type !== 'outcome' || !picture) return;
        const outcome: IdentifiedOutcome = progress.outcome;
        const ended = outcome.status === 'scored' ? { score: outcome.score } : failureOf(outcome.error);
        settle(picture, { ...ended, ...(outcome.sha256 && { sha256: outcome.sha256 }) });
      },
    },
  );
}

function reportPart(
  options: DatasetOptions,
  kind: DatasetKind,
  requests: readonly DatasetRequest[],
  journal: OutcomeJournal,
): number {
  const pictures = requests.flatMap((request) => request.pictures);
  const outcomes = pictures.map(({ uses }) => journal.entries.get(entryKey(uses[0]))?.outcome);
  const failed = outcomes.flatMap((outcome) => (outcome && 'error' in outcome ? [outcome.error.message] : []));
  for (const message of failed) console.error(`editreward: ${message}`);
  const { part, out } = options;
  const { many } = kindWords(kind);
  console.log(
    `Part ${part.index} of ${part.count}: ${pictures.length - failed.length} ${many} scored, ${failed.length} failed.\n` +
      `With all parts done: ${mergeCommand(options, out)}`,
  );
  return failed.length > 0 ? EXIT_FAILED : EXIT_OK;
}
