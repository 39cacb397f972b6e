/** Runs in a page of the site: the clients of its own workers, in reach of the measurement. */
import { createModelStoreClient } from '../../src/client/modelStoreClient.ts';
import { createScorerClient } from '../../src/client/scorerClient.ts';
import type { SpawnedWorker } from '../../src/client/workerConnection.ts';
import type { LoadOptions } from '../../src/core/loading/loadOptions.ts';
import type { LoadProgress } from '../../src/core/loading/loadProgress.ts';
import type { ModelStatus } from '../../src/core/loading/modelStatus.ts';
import type { WorkerUrls } from './benchSite.ts';

export interface Loaded {
  readonly status: ModelStatus;
  /** Until the self-test began, and until it had passed. */
  readonly readMs: number;
  readonly elapsedMs: number;
  readonly peakDeviceBytes: number;
}

export interface LoadPage {
  /** Brings a package into the browser's storage; resolves with its id there. */
  store(workers: WorkerUrls, packageUrl: string): Promise<string>;
  load(workers: WorkerUrls, id: string, options: LoadOptions): Promise<Loaded>;
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
    let readMs = NaN;
    const onProgress = ({ stage }: LoadProgress) => {
      if (stage === 'self-test' && Number.isNaN(readMs)) readMs = performance.now() - startMs;
    };
    const status = await scorer.load({ kind: 'stored', id }, options, { onProgress });
    const elapsedMs = performance.now() - startMs;
    return { status, readMs, elapsedMs, peakDeviceBytes: await scorer.peakDeviceBytes() };
  },
};

Object.assign(globalThis, { loadPage });
