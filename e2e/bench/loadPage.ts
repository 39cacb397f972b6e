/** Runs in a page of the site: the clients of its own workers, in reach of the measurement. */
import { createModelStoreClient } from '../../src/client/modelStoreClient.ts';
import { createScorerClient } from '../../src/client/scorerClient.ts';
import type { SpawnedWorker } from '../../src/client/workerConnection.ts';
import type { CandidateScore } from '../../src/core/score.ts';
import type { LoadOptions, ModelStatus } from '../../src/rpc/scorerApi.ts';
import type { WorkerUrls } from './benchSite.ts';

export interface Loaded {
  readonly status: ModelStatus;
  readonly elapsedMs: number;
}

export interface Scored {
  readonly score: CandidateScore;
  readonly elapsedMs: number;
  readonly peakDeviceBytes: number;
}

export interface LoadPage {
  /** Brings a package into the browser's storage; resolves with its id there. */
  store(workers: WorkerUrls, packageUrl: string): Promise<string>;
  load(workers: WorkerUrls, id: string, options: LoadOptions): Promise<Loaded>;
  /** One candidate, of the last loaded model. */
  score(): Promise<Scored>;
}

let scorer: ReturnType<typeof createScorerClient>;

function spawn(url: string): SpawnedWorker {
  const worker = new Worker(url, { type: 'module' });
  return {
    endpoint: worker,
    onDeath: (listener) => worker.addEventListener('error', (event) => listener(event.message)),
    terminate: () => worker.terminate(),
  };
}

async function drawPicture(colour: string) {
  const canvas = new OffscreenCanvas(56, 56);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = colour;
  context.fillRect(0, 0, 56, 56);
  return { name: `${colour}.png`, blob: await canvas.convertToBlob({ type: 'image/png' }) };
}

const loadPage: LoadPage = {
  async store({ modelStore }, packageUrl) {
    const client = createModelStoreClient({ spawn: () => spawn(modelStore) });
    const { id } = await client.download({ kind: 'url', url: packageUrl });
    client.dispose();
    return id;
  },
  async load({ scorer: url }, id, options) {
    scorer?.dispose();
    scorer = createScorerClient({ spawn: () => spawn(url) });
    const startMs = performance.now();
    const status = await scorer.load({ kind: 'stored', id }, options);
    return { status, elapsedMs: performance.now() - startMs };
  },
  async score() {
    const request = {
      source: await drawPicture('teal'),
      candidates: [await drawPicture('tomato')],
      instruction: 'red',
      orientation: 'official',
    } as const;
    const startMs = performance.now();
    const { outcomes } = await scorer.score(request);
    const [outcome] = outcomes;
    if (outcome?.status !== 'scored') throw new Error(outcome?.error.message);
    const elapsedMs = performance.now() - startMs;
    return { score: outcome.score, elapsedMs, peakDeviceBytes: await scorer.peakDeviceBytes() };
  },
};

Object.assign(globalThis, { loadPage });
