import { dirname, join } from 'node:path';
import type { ImageReference } from '../../core/dataset/datasetItem.ts';
import { EditRewardError } from '../../core/errors.ts';
import type { DecodedImage } from '../../core/image/decodedImage.ts';
import { entryKey, joinScores } from '../../evaluation/joinScores.ts';
import { partOf, planRequests, type DatasetRequest, type PictureToScore } from '../../evaluation/scoringRequests.ts';
import { scoreRequest, type LazyImage } from '../../runtime/scoreRequest.ts';
import type { ScoringModel } from '../../runtime/scoringModel.ts';
import { openModelPackage } from '../../storage/modelPackage.ts';
import { EXIT_FAILED, EXIT_OK } from '../command.ts';
import { decodeImage } from '../decodeImage.ts';
import { withInterrupt } from '../interrupt.ts';
import { directoryFolder } from '../nodeFiles.ts';
import { ProgressDisplay } from '../progressDisplay.ts';
import type { DatasetOptions } from './evaluateArgs.ts';
import { Journal } from './evaluateJournal.ts';
import { datasetName, journalPath, openDataset } from './evaluateManifest.ts';
import { writeResults } from './evaluateResults.ts';
import { datasetSummary, rowLines } from './evaluateSummary.ts';
import { readImageSource } from './imageFile.ts';
import { describeModel, loadModel } from './loadModel.ts';

/** Scores a dataset, or a part of it, going on where an earlier run ended; with all of it done, writes the results. */
export function evaluateDataset(options: DatasetOptions): Promise<number> {
  return withInterrupt(async (signal) => {
    const { manifest, part, out } = options;
    const modelPackage = await openModelPackage(directoryFolder(options.model));
    const { dataset, sha256 } = await openDataset(manifest, options.firstIsPreferred);
    for (const line of rowLines(manifest, dataset)) console.error(`editreward: ${line}`);
    const model = describeModel(modelPackage);
    const journal = await Journal.open(journalPath(out, manifest, part), { dataset: sha256, model, part });
    const requests = partOf(planRequests(dataset.items), part);
    const display = new ProgressDisplay(process.stderr);
    try {
      // The model may take minutes to load: not when nothing is left to do.
      const left = requests
        .map((request) => unscoredPictures(request, journal))
        .filter(({ pictures }) => pictures.length > 0);
      if (left.length > 0) {
        const loaded = await loadModel(modelPackage, options.model, display, signal);
        await scoreAll(loaded, left, journal, imagesOf(options.images ?? dirname(manifest)), display, signal);
      }
    } finally {
      display.clear();
    }
    if (part.count > 1) return reportPart(options, requests, journal);
    const joined = joinScores(dataset.items, (key) => journal.entries.get(entryKey(key))?.outcome);
    const results = await writeResults(out, datasetName(manifest), model, dataset, joined);
    console.log(
      options.json ? JSON.stringify(results, undefined, 2) : datasetSummary(results, out, datasetName(manifest)),
    );
    return results.unscored.length > 0 ? EXIT_FAILED : EXIT_OK;
  });
}

/** Without the pictures that have a score. Those that failed are tried again. */
function unscoredPictures(request: DatasetRequest, journal: Journal): DatasetRequest {
  const pictures = request.pictures.filter(({ uses }) => {
    const outcome = journal.entries.get(entryKey(uses[0]))?.outcome;
    return outcome === undefined || 'error' in outcome;
  });
  return { ...request, pictures };
}

type ImageReader = (image: ImageReference) => Promise<DecodedImage>;

/** Pictures as EditReward's own evaluation takes them: photos as they are stored. */
function imagesOf(folder: string): ImageReader {
  const files = directoryFolder(folder);
  return async (image) => {
    if (image.kind === 'embedded') return decodeImage(await image.read(), image.name, 'official');
    return readImageSource(await files.open(image.name), join(folder, image.name), 'official');
  };
}

async function scoreAll(
  model: ScoringModel,
  requests: readonly DatasetRequest[],
  journal: Journal,
  read: ImageReader,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<void> {
  const total = requests.reduce((sum, { pictures }) => sum + pictures.length, 0);
  let done = 0;
  display.start();
  try {
    for (const request of requests) {
      display.show({ label: `Scoring edit ${done + 1} of ${total}`, unit: 'parts', done, total });
      await scoreOne(model, request, journal, read, signal);
      done += request.pictures.length;
    }
  } finally {
    await model.dispose();
  }
}

/** A source that cannot be read, or an instruction that cannot be scored, is a failure of each of its edits. */
async function scoreOne(
  model: ScoringModel,
  { instruction, source, pictures }: DatasetRequest,
  journal: Journal,
  read: ImageReader,
  signal: AbortSignal,
): Promise<void> {
  const lazy = (image: ImageReference): LazyImage => ({ name: image.name, decode: () => read(image) });
  const candidates = pictures.map(({ image }) => lazy(image));
  const keep = ({ uses: [first] }: PictureToScore, outcome: JournalEntryOutcome) =>
    journal.append({ ...first, outcome });
  try {
    await scoreRequest(
      model,
      { source: lazy(source), candidates, instruction },
      {
        signal,
        onProgress: (progress) => {
          const picture = progress.type === 'outcome' ? pictures[progress.candidate] : undefined;
          if (progress.type !== 'outcome' || !picture) return;
          const { outcome } = progress;
          keep(picture, outcome.status === 'scored' ? { score: outcome.score } : failure(outcome.error));
        },
      },
    );
  } catch (error) {
    if (!(error instanceof EditRewardError) || FATAL.includes(error.name)) throw error;
    for (const picture of pictures) keep(picture, failure(error));
  }
}

type JournalEntryOutcome = Parameters<Journal['append']>[0]['outcome'];

/** These say that no edit can be scored any more. */
const FATAL = ['AbortError', 'DeviceError', 'PackageFileError'];

function failure({ name, message }: { readonly name: string; readonly message: string }): JournalEntryOutcome {
  return { error: { name, message } };
}

function reportPart(
  { part, out, manifest, firstIsPreferred }: DatasetOptions,
  requests: readonly DatasetRequest[],
  journal: Journal,
): number {
  const pictures = requests.flatMap((request) => request.pictures);
  const outcomes = pictures.map(({ uses }) => journal.entries.get(entryKey(uses[0]))?.outcome);
  const failed = outcomes.flatMap((outcome) => (outcome && 'error' in outcome ? [outcome.error.message] : []));
  for (const message of failed) console.error(`editreward: ${message}`);
  console.log(
    `Part ${part.index} of ${part.count}: ${pictures.length - failed.length} edits scored, ${failed.length} failed.\n` +
      `With all parts done: editreward merge --manifest ${manifest} --out ${out}${
        firstIsPreferred ? ' --first-is-preferred' : ''
      }`,
  );
  return failed.length > 0 ? EXIT_FAILED : EXIT_OK;
}
