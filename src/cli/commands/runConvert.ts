import { availableParallelism } from 'node:os';
import { detectReward } from '../../convert/checkpointReward.ts';
import { convertCheckpoint, type ConvertHooks, type ConvertProgress } from '../../convert/convert.ts';
import type { Calibration } from '../../convert/calibration/calibration.ts';
import { headScore } from '../../core/score/score.ts';
import { formatBytes, formatScoreWithSigma } from '../../core/formatNumbers.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import { whyNoPrompts } from '../../runtime/trust/whyNoPrompts.ts';
import { EXIT_OK } from '../command.ts';
import { calibrateOnDisk } from '../calibrateOnDisk.ts';
import { createEncodePool } from '../encodePool.ts';
import { requireFreeSpace } from '../freeSpace.ts';
import { withInterrupt } from '../interrupt.ts';
import { measureOnDisk } from '../measureOnDisk.ts';
import { directoryFolder } from '../nodeFiles.ts';
import { ProgressDisplay } from '../progressDisplay.ts';
import { baseFolder } from './baseFolder.ts';
import type { ConvertOptions } from './convertArgs.ts';
import { DRAWN, drawnCalibration, openSamples } from './calibrationSamples.ts';
import { loadPrompts } from './loadPrompts.ts';
import { openOutFolder, type OutFolder } from './outFolder.ts';

/** Converts, measures the self-test, prints a summary. */
export function runConvert(options: ConvertOptions): Promise<number> {
  return withInterrupt(async (signal) => {
    const { checkpoint, bases, tokenizer, prompts } = options;
    const inputs = [checkpoint, ...bases, ...(tokenizer === undefined ? [] : [tokenizer])];
    const out = await openOutFolder(options.out, inputs, options.force);
    const { texts, verified } = await loadPrompts(prompts, () => detectReward(directoryFolder(checkpoint)), signal);
    if (!verified) console.error(`editreward: the prompt texts in ${prompts} ${UNVERIFIED}`);
    const display = new ProgressDisplay(process.stderr);
    const request = {
      ...options,
      calibration: await openCalibration(options, display, signal),
      checkpoint: directoryFolder(checkpoint),
      base: baseFolder(bases, tokenizer),
      prompts: texts,
    };
    const timing = new Timing();
    const pool = createEncodePool(options.threads ?? availableParallelism());
    try {
      const progress = progressHooks(options.out, display, timing, signal);
      const manifest = await convertCheckpoint(request, out.sink, { ...progress, encoder: pool.encoder });
      display.clear();
      console.log(summary(manifest, options.out, timing.end()));
      return EXIT_OK;
    } catch (error) {
      display.clear();
      await settle(out, options.out);
      throw error;
    } finally {
      await pool.close();
    }
  });
}

/** Samples are looked at before anything is written; then the package that is half written judges them. */
async function openCalibration(
  { calibrate, checkpoint, out }: ConvertOptions,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<Calibration | undefined> {
  if (calibrate === undefined) return undefined;
  const samples =
    calibrate === DRAWN
      ? drawnCalibration()
      : await openSamples(calibrate, await detectReward(directoryFolder(checkpoint)));
  const onProgress = (done: number, total: number): void =>
    display.show({ label: 'Judging samples', unit: 'parts', done, total });
  return {
    samples: samples.count,
    sha256: samples.sha256,
    async collect(manifest, onStatistics) {
      const requests = await samples.read(manifest);
      display.start();
      await calibrateOnDisk(out, manifest, requests, onStatistics, { signal, onProgress });
    },
  };
}

const UNVERIFIED =
  'are used as they are: they are not, byte for byte, the files of the authors that released models were checked with.';

/** Tidying up must not hide why it is needed. */
async function settle(out: OutFolder, path: string): Promise<void> {
  try {
    if (await out.settle()) console.error(`editreward: what was finished stays in ${path}: the same command goes on.`);
  } catch (error) {
    console.error(`editreward: some unfinished files could not be removed: ${String(error)}`);
  }
}

const STAGE_LABELS: Readonly<Record<ConvertProgress['stage'], string>> = {
  checking: 'Checking what is there',
  converting: 'Converting',
  verifying: 'Verifying',
  refining: 'Converting again, as calibrated',
};

function progressHooks(out: string, display: ProgressDisplay, timing: Timing, signal: AbortSignal): ConvertHooks {
  let shown: ConvertProgress['stage'] | undefined;
  return {
    signal,
    whyNoPrompts,
    checkSpace: (neededBytes) => requireFreeSpace(out, neededBytes),
    onProgress: ({ stage, done, total }) => {
      if (stage !== shown) display.start();
      shown = stage;
      if (stage === 'converting') timing.readBytes = done;
      display.show({ label: STAGE_LABELS[stage], unit: 'bytes', done, total });
    },
    measureSelfTest: (manifest) => {
      timing.convertedMs = timing.elapsedMs();
      display.start();
      const onShard = (done: number, total: number): void =>
        display.show({ label: 'Measuring the self-test', unit: 'parts', done, total });
      return measureOnDisk(out, manifest, { signal, onShard });
    },
  };
}

function byteLengthOf({ files }: Manifest): number {
  return files.reduce((sum, file) => sum + file.byteLength, 0);
}

/** When a conversion began, and how far it was when the self-test began. */
class Timing {
  readonly #startedMs = performance.now();
  readBytes = 0;
  convertedMs = 0;

  elapsedMs(): number {
    return performance.now() - this.#startedMs;
  }

  end(): { totalMs: number; convertedMs: number; readBytes: number } {
    return { totalMs: this.elapsedMs(), convertedMs: this.convertedMs, readBytes: this.readBytes };
  }
}

function summary(manifest: Manifest, out: string, timing: ReturnType<Timing['end']>): string {
  const measured = manifest.heads.map(({ key, label }) => {
    const { mu, logSigma } = headScore(manifest.selfTest.expected, key);
    return `${label.toLowerCase()} ${formatScoreWithSigma(mu, logSigma)}`;
  });
  const rate = formatBytes((1000 * timing.readBytes) / timing.convertedMs);
  const selfTestMs = timing.totalMs - timing.convertedMs;
  return [
    `${manifest.id} (${manifest.dtype}) is in ${out}`,
    ...(manifest.warnings ?? []).map((warning) => `  Warning    ${warning}`),
    // One more than the manifest lists: itself.
    `  Files      ${manifest.files.length + 1}, ${formatBytes(byteLengthOf(manifest))}`,
    ...(manifest.calibration ? [`  Calibrated with ${manifest.calibration.samples} pictures`] : []),
    `  Self-test  ${measured.join(', ')}`,
    `  Time       ${seconds(timing.totalMs)}: ${seconds(timing.convertedMs)} to convert (${rate}/s read), ` +
      `${seconds(selfTestMs)} for the self-test`,
    // maxRSS is in KiB.
    `  Memory     ${formatBytes(process.resourceUsage().maxRSS * 1024)} at most`,
  ].join('\n');
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}
