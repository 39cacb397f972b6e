import type { LoadProgress } from '../../core/loading/loadProgress.ts';

/** The rate is that of the last seconds, since the network's rate changes. */
const RATE_WINDOW_MS = 5000;
/** A rate of less than this time is a guess. */
const MIN_RATE_MS = 500;

interface Sample {
  readonly atMs: number;
  readonly bytes: number;
}

/** One bar for the whole load. It shows downloading or reading, whichever is further ahead. */
export class LoadProgressTracker {
  readonly #onProgress: (progress: LoadProgress) => void;
  readonly #now: () => number;
  #stage: LoadProgress['stage'] = 'reading';
  #totalBytes = 0;
  #downloaded = 0;
  #read = 0;
  #samples: Sample[] = [];

  constructor(onProgress: (progress: LoadProgress) => void, now = () => performance.now()) {
    this.#onProgress = onProgress;
    this.#now = now;
  }

  /** A try of a device begins: all of the package will be read. */
  start(totalBytes: number): void {
    this.#totalBytes = totalBytes;
    this.#stage = 'reading';
    this.#read = 0;
    this.#report();
  }

  readonly onDownload = (byteLength: number): void => {
    this.#downloaded += byteLength;
    this.#report();
  };

  readonly onRead = (byteLength: number): void => {
    this.#read += byteLength;
    this.#report();
  };

  readonly onSelfTest = (): void => {
    this.#stage = 'self-test';
    this.#report();
  };

  #report(): void {
    const totalBytes = this.#totalBytes;
    // While the manifest itself is read, nobody knows how much there is to come.
    if (totalBytes === 0) return;
    const loadedBytes = Math.min(Math.max(this.#downloaded, this.#read), totalBytes);
    const bytesPerSecond = this.#rate(loadedBytes);
    const secondsLeft = bytesPerSecond && (totalBytes - loadedBytes) / bytesPerSecond;
    this.#onProgress({ stage: this.#stage, loadedBytes, totalBytes, bytesPerSecond, secondsLeft });
  }

  #rate(bytes: number): number | undefined {
    const atMs = this.#now();
    this.#samples = [...this.#samples.filter((sample) => atMs - sample.atMs <= RATE_WINDOW_MS), { atMs, bytes }];
    const [first] = this.#samples;
    if (!first || atMs - first.atMs < MIN_RATE_MS || bytes <= first.bytes) return undefined;
    return (1000 * (bytes - first.bytes)) / (atMs - first.atMs);
  }
}
