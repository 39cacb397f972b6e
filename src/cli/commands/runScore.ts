import { at } from '../../core/at.ts';
import { checkInstruction } from '../../core/prompt/instruction.ts';
import { explained } from '../../core/unexpectedError.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import { candidateNoun, checkSource } from '../../core/task.ts';
import { scoreReport, type ScoreReport } from '../../core/score/scoreReport.ts';
import type { ImageOrientation } from '../../core/image/decodedImage.ts';
import type { LazyImage, ScoreRequestHooks } from '../../runtime/scoring/scoreRequest.ts';
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
    const source = options.source === undefined ? undefined : await readSource(options.source, options.images);
    const taste = await openTaste(modelPackage, options.taste);
    const display = new ProgressDisplay(process.stderr);
    try {
      const report = await scoreWithModel({ modelPackage, taste }, options, source, display, signal);
      display.clear();
      return print(report, reference && comparedWith(reference, report), options.json, modelPackage.manifest);
    } catch (error) {
      display.clear();
      throw error;
    }
  });
}

/** Decoded at once: a source that cannot be read shows before the model is loaded. */
async function readSource(name: string, images: ImageOrientation): Promise<LazyImage> {
  const decoded = await readImageFile(name, images).catch((error: unknown) => {
    throw explained(error, name);
  });
  return { name, decode: async () => decoded };
}

async function scoreWithModel(
  { modelPackage, taste }: Pick<ModelToLoad, 'modelPackage' | 'taste'>,
  { model: path, edited, instruction, images, maxPixels, wish }: ScoreOptions,
  source: LazyImage | undefined,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<ScoreReport> {
  const model = await loadModel({ modelPackage, path, wish, maxPixels, taste }, display, signal);
  const request = {
    source,
    candidates: edited.map((file) => ({ name: file, decode: () => readImageFile(file, images) })),
    instruction,
  };
  try {
    display.start();
    const onProgress = showScoring(display, edited, candidateNoun(modelPackage.manifest.task));
    const { outcomes } = await model.score(request, { signal, onProgress });
    const results = outcomes.map((outcome, index) => ({ file: at(edited, index), outcome }));
    const asked = { [modelPackage.manifest.task.text]: instruction, source: source?.name, orientation: images };
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

function print(
  report: ScoreReport,
  places: ReferencePlaces | undefined,
  json: boolean,
  model: Pick<Manifest, 'heads' | 'task'>,
): number {
  const failures = report.candidates.flatMap((candidate) => ('rank' in candidate ? [] : [candidate.error]));
  if (json) console.log(JSON.stringify({ ...report, ...(places && { reference: places }) }, undefined, 2));
  else console.log([scoreTable(report, model), ...(places ? ['', placesTable(places, model)] : [])].join('\n'));
  for (const { message } of failures) console.error(`editreward: ${message}`);
  return failures.length > 0 ? EXIT_FAILED : EXIT_OK;
}
