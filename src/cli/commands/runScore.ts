import { at } from '../../core/at.ts';
import { checkInstruction } from '../../core/prompt/instruction.ts';
import { explained } from '../../core/unexpectedError.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import { candidateNoun, checkSource } from '../../core/task.ts';
import { scoreReport, type ScoreReport } from '../../core/score/scoreReport.ts';
import type { ImageOrientation } from '../../core/image/decodedImage.ts';
import type { ImagesRequest, LazyImage, ScoreRequestHooks } from '../../runtime/scoring/scoreRequest.ts';
import { openModelPackage } from '../../packages/modelPackage.ts';
import { EXIT_FAILED, EXIT_OK } from '../command.ts';
import { comparedWith, placesTable, type ReferencePlaces } from './placesTable.ts';
import { readReferenceFile } from './readReferenceFile.ts';
import { withInterrupt } from '../interrupt.ts';
import { directoryFolder } from '../nodeFiles.ts';
import { ProgressDisplay } from '../progressDisplay.ts';
import { readImageFile } from './imageFile.ts';
import { describeLimited, loadModel, type ModelToLoad } from './loadModel.ts';
import { openTaste } from './openTaste.ts';
import type { ScoreOptions } from './scoreArgs.ts';
import { scoreTable } from './scoreTable.ts';
import { tellTransparency } from './tellTransparency.ts';
import { checkLimit } from './unusedLimitError.ts';

/** Loads the model, scores, prints the report on standard output and failed candidates on standard error, too. */
export function runScore(options: ScoreOptions): Promise<number> {
  return withInterrupt(async (signal) => {
    const modelPackage = await openModelPackage(directoryFolder(options.model));
    const { task } = modelPackage.manifest;
    // Before the model, which may take minutes to load: what can be refused without it.
    checkInstruction(options.instruction, [], task.text);
    checkSource(task, options.source !== undefined);
    checkLimit(modelPackage.manifest, options.maxPixels);
    // A reference set is of the model's own heads.
    const reference = options.taste
      ? undefined
      : await readReferenceFile(options.reference, modelPackage, options.maxPixels);
    const transparent = new Set<string>();
    const pictures = await openPictures(options, transparent);
    const taste = await openTaste(modelPackage, options.taste);
    const display = new ProgressDisplay(process.stderr);
    try {
      const report = await scoreWithModel({ modelPackage, taste }, options, pictures, display, signal);
      display.clear();
      const places = reference && comparedWith(reference, report);
      return print({ report, places, transparent: [...transparent] }, options.json, modelPackage.manifest);
    } catch (error) {
      display.clear();
      throw error;
    }
  });
}

type Pictures = Pick<ImagesRequest, 'source' | 'candidates'>;

/** `transparent` gets the names of those with transparent parts, as they are read. */
async function openPictures({ source, edited, images }: ScoreOptions, transparent: Set<string>): Promise<Pictures> {
  return {
    source: source === undefined ? undefined : await readSource(source, images, transparent),
    candidates: edited.map((file) => ({ name: file, decode: () => readImageFile(file, images, transparent) })),
  };
}

/** Decoded at once: a source that cannot be read shows before the model is loaded. */
async function readSource(name: string, images: ImageOrientation, transparent: Set<string>): Promise<LazyImage> {
  const decoded = await readImageFile(name, images, transparent).catch((error: unknown) => {
    throw explained(error, name);
  });
  return { name, decode: async () => decoded };
}

async function scoreWithModel(
  { modelPackage, taste }: Pick<ModelToLoad, 'modelPackage' | 'taste'>,
  { model: path, edited, instruction, images, maxPixels, wish }: ScoreOptions,
  pictures: Pictures,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<ScoreReport> {
  const model = await loadModel({ modelPackage, path, wish, maxPixels, taste }, display, signal);
  try {
    display.start();
    const onProgress = showScoring(display, edited, candidateNoun(modelPackage.manifest.task));
    const { outcomes } = await model.score({ ...pictures, instruction }, { signal, onProgress });
    const results = outcomes.map((outcome, index) => ({ file: at(edited, index), outcome }));
    const asked = {
      [modelPackage.manifest.task.text]: instruction,
      source: pictures.source?.name,
      orientation: images,
    };
    return scoreReport(describeLimited(modelPackage, maxPixels, taste), model.device, results, asked);
  } finally {
    await model.dispose();
  }
}

function showScoring(
  display: ProgressDisplay,
  edited: readonly string[],
  noun: string,
): ScoreRequestHooks['onProgress'] {
  return (progress) => {
    // Decoding takes milliseconds, and counts apart from the model's steps.
    if (progress.type !== 'stage' || progress.stage === 'decoding') return;
    const { candidate, stage, done, total } = progress;
    const what = stage === 'vision' ? 'looking at' : 'judging';
    const subject = candidate === undefined ? 'the source' : `${noun} ${candidate + 1} of ${edited.length}`;
    display.show({ label: `Scoring, ${what} ${subject}`, unit: 'parts', done, total });
  };
}

interface Scored {
  readonly report: ScoreReport;
  /** Undefined without a reference set. */
  readonly places: ReferencePlaces | undefined;
  /** Names of pictures with transparent parts. */
  readonly transparent: readonly string[];
}

function print(
  { report, places, transparent }: Scored,
  json: boolean,
  model: Pick<Manifest, 'heads' | 'task'>,
): number {
  const failures = report.candidates.flatMap((candidate) => ('rank' in candidate ? [] : [candidate.error]));
  const beside = { ...(places && { reference: places }), ...(transparent.length > 0 && { transparent }) };
  if (json) console.log(JSON.stringify({ ...report, ...beside }, undefined, 2));
  else console.log([scoreTable(report, model), ...(places ? ['', placesTable(places, model)] : [])].join('\n'));
  tellTransparency(transparent);
  for (const { message } of failures) console.error(`editreward: ${message}`);
  return failures.length > 0 ? EXIT_FAILED : EXIT_OK;
}
