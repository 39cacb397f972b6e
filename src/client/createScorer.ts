import type { PackageFiles } from './packageFiles.ts';
import type { LoadOptions } from '../core/loading/loadOptions.ts';
import type { LoadProgress } from '../core/loading/loadProgress.ts';
import type { ModelStatus } from '../core/loading/modelStatus.ts';
import type { ScoreResult } from '../core/score/outcome.ts';
import type { CallOptions, ScoreCallOptions } from './callOptions.ts';
import { locateModel, type ModelChoice } from './modelChoice.ts';
import { packageFiles } from './packageFiles.ts';
import { scorePictures, type ScoreInput } from './scorePictures.ts';
import { createScorerClient } from './scorerClient.ts';
import { startWorker } from './startWorker.ts';

/** The model, where it runs, and how to follow or stop its loading. */
export interface ScorerOptions
  extends CallOptions<LoadProgress>, Pick<LoadOptions, 'provider' | 'residency' | 'gpuBudgetBytes' | 'maxPixels'> {
  /** Default `'nano'`. */
  readonly model?: ModelChoice | undefined;
  /** Another address of the package's `scorer.js`, relative to the page; the other files of `lib/` lie beside it. */
  readonly workerUrl?: string | URL | undefined;
}

/** A loaded model in a worker of its own. Calls run one at a time, in order. */
export interface Scorer {
  /** Which model runs where, and how its self-test went. */
  readonly status: ModelStatus;
  /**
   * Scores each candidate as an edit of the source under the instruction: one outcome a candidate, in their order. A
   * candidate that cannot be read has an outcome that says why; the others are scored.
   *
   * Rejects with an {@link EditRewardError}, told apart by `name`: `AbortError` on `signal`, `PictureUnreachableError` or
   * `DecodeError` of the source, `InstructionTooLongError`, `DeviceError`, `WorkerDiedError` and others.
   */
  score(input: ScoreInput, call?: ScoreCallOptions): Promise<ScoreResult>;
  /** Ends the worker and frees its memory. Waiting and later calls reject with `WorkerDiedError`. */
  dispose(): void;
}

/**
 * Starts a worker, loads a model in it and lets the model prove itself on this device. Needs a browser.
 *
 * Rejects with an {@link EditRewardError}, told apart by `name`: `AbortError` on `signal`, `NotAPackageError`,
 * `ManifestError`, `DamagedFileError`, `DownloadError`, `SelfTestError` and others.
 */
export async function createScorer(options: ScorerOptions = {}): Promise<Scorer> {
  const { model = 'nano', workerUrl, signal, onProgress, ...loadOptions } = options;
  const files = workerUrl === undefined ? packageFiles : filesBeside(new URL(workerUrl, location.href));
  const client = createScorerClient({ spawn: () => startWorker(files) });
  try {
    const location = await locateModel(model, files.nano, signal);
    const status = await client.load(location, loadOptions, { signal, onProgress });
    return {
      status,
      score: (input, call = {}) => scorePictures(input, call, (request, own) => client.score(request, own)),
      dispose: () => client.dispose(),
    };
  } catch (error) {
    client.dispose();
    throw error;
  }
}

function filesBeside(scorer: URL): PackageFiles {
  return { scorer: scorer.href, runtime: undefined, nano: new URL('nano.bin', scorer).href };
}
