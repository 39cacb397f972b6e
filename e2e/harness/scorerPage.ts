/** Runs in a page of the site: the client that an app would use, over the site's own worker, in reach of a test. */
import { createScorerClient, type ScorerClient } from '../../src/client/scorerClient.ts';
import { messageOf } from '../../src/core/errors.ts';
import type { DeviceReport } from '../../src/core/fit/deviceReport.ts';
import type { DeviceSpeed } from '../../src/core/fit/layerSpeed.ts';
import type { LoadOptions } from '../../src/core/loading/loadOptions.ts';
import type { LoadProgress } from '../../src/core/loading/loadProgress.ts';
import type { ModelStatus } from '../../src/core/loading/modelStatus.ts';
import type { ScoreResult } from '../../src/core/score/outcome.ts';

/** A call's answer, or what it was refused with. */
export type Answer<T> =
  | { readonly value: T }
  | { readonly error: { readonly name: string; readonly message: string; readonly file: string } };

/** Addresses of what to score. */
export interface ScoreFiles {
  readonly source?: string | undefined;
  readonly candidates: readonly string[];
  readonly instruction: string;
  /** See `ScoreRequest`. */
  readonly reuse?: boolean;
}

export interface Heard {
  /** Candidates, as their outcomes came. */
  readonly outcomes: readonly number[];
  /** Stages of loading the model once more. */
  readonly reloads: readonly LoadProgress['stage'][];
}

export interface StartOptions {
  /**
   * As on a machine of one core. Whoever measures memory needs that: the further threads of onnxruntime sleep where they hear
   * nothing, and Chromium waits a minute for them each time.
   */
  readonly oneCore?: boolean;
}

export interface ScorerPage {
  start(workerUrl: string, options: StartOptions): void;
  deviceBytes(): Promise<number>;
  peakDeviceBytes(): Promise<number>;
  measureDevice(provider: 'webgpu' | 'wasm'): Promise<DeviceReport>;
  measureSpeed(provider: 'webgpu' | 'wasm', budgetMs?: number): Promise<Answer<DeviceSpeed>>;
  recallSpeeds(): Promise<readonly DeviceSpeed[]>;
  load(url: string, options: LoadOptions): Promise<Answer<ModelStatus>>;
  score(files: ScoreFiles): Promise<Answer<ScoreResult>>;
  /** Scores; {@link ScorerPage.heard} tells meanwhile, and after it, what was heard. */
  scoreAndListen(files: ScoreFiles): Promise<Answer<ScoreResult>>;
  heard(): Heard;
  /** Scores, and at the first outcome ends the worker behind the client's back, as a browser does that runs out of memory. */
  scoreAndKill(files: ScoreFiles): Promise<Answer<ScoreResult>>;
  /** Scores, and cancels when the first language step of a candidate begins; also how many steps came after that. */
  scoreAndCancel(files: ScoreFiles): Promise<Answer<ScoreResult> & { readonly stepsAfter: number }>;
}

let client: ScorerClient;
let worker: Worker;
let heard: Heard = { outcomes: [], reloads: [] };

async function answerOf<T>(work: Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await work };
  } catch (error) {
    const { name, file } = error as Error & { file?: string };
    return { error: { name, message: messageOf(error), file: file ?? '' } };
  }
}

async function fetchImage(url: string) {
  return { name: url.split('/').at(-1) ?? '', blob: await (await fetch(url)).blob() };
}

async function requestOf({ source, candidates, instruction, reuse = true }: ScoreFiles) {
  return {
    source: source === undefined ? undefined : await fetchImage(source),
    candidates: await Promise.all(candidates.map(fetchImage)),
    instruction,
    reuse,
    orientation: 'official' as const,
  };
}

/** Address of a script that hides the other cores before it runs the one at `workerUrl`. */
function withOneCore(workerUrl: string): string {
  const hide = addressOf(`Object.defineProperty(navigator, 'hardwareConcurrency', { value: 1 });`);
  return addressOf(`import '${hide}'; import '${workerUrl}';`);
}

function addressOf(script: string): string {
  return URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
}

const scorerPage: ScorerPage = {
  start(workerUrl, { oneCore = false }) {
    const url = oneCore ? withOneCore(workerUrl) : workerUrl;
    client = createScorerClient({
      spawn() {
        const spawned = new Worker(url, { type: 'module' });
        worker = spawned;
        return {
          endpoint: spawned,
          onDeath: (listener) => spawned.addEventListener('error', (event) => listener(event.message)),
          terminate: () => spawned.terminate(),
        };
      },
    });
  },
  deviceBytes: () => client.deviceBytes(),
  peakDeviceBytes: () => client.peakDeviceBytes(),
  measureDevice: (provider) => client.measureDevice(provider),
  measureSpeed: (provider, budgetMs) => answerOf(client.measureSpeed(provider, { budgetMs })),
  recallSpeeds: () => client.recallSpeeds(),
  load: (url, options) => answerOf(client.load({ kind: 'url', url }, options)),
  score: async (files) => answerOf(client.score(await requestOf(files))),
  async scoreAndListen(files) {
    const outcomes: number[] = [];
    const reloads: LoadProgress['stage'][] = [];
    heard = { outcomes, reloads };
    return answerOf(
      client.score(await requestOf(files), {
        onReload: ({ stage }) => reloads.push(stage),
        onProgress(progress) {
          if (progress.type === 'outcome') outcomes.push(progress.candidate);
        },
      }),
    );
  },
  heard: () => heard,
  async scoreAndKill(files) {
    const request = await requestOf(files);
    return answerOf(client.score(request, { onProgress: ({ type }) => type === 'outcome' && worker.terminate() }));
  },
  async scoreAndCancel(files) {
    const controller = new AbortController();
    let stepsAfter = 0;
    const answer = await answerOf(
      client.score(await requestOf(files), {
        signal: controller.signal,
        onProgress(progress) {
          if (controller.signal.aborted) stepsAfter += 1;
          if (progress.type === 'stage' && progress.stage === 'language') controller.abort();
        },
      }),
    );
    return { ...answer, stepsAfter };
  },
};

Object.assign(globalThis, { scorerPage });
