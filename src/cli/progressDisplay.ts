import { formatBytes, formatDuration } from '../core/formatNumbers.ts';

/** Where progress goes: standard error, or a stand-in. */
export interface ProgressStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** How far a stage is, in bytes (then the rate is told too) or in parts of any size. */
export interface Progress {
  readonly label: string;
  readonly unit: 'bytes' | 'parts';
  readonly done: number;
  readonly total: number;
}

/** A line on a terminal is painted anew at most this often: the eye follows no more. */
const REPAINT_MS = 100;
/** Without a terminal every line stays, in a log: few are enough. */
const LOG_MS = 5000;
/** Before this much time the rate says little. */
const SETTLE_MS = 1000;

const BAR_WIDTH = 20;
const DEFAULT_COLUMNS = 80;
const CLEAR_LINE = '\r\u001B[K';

/** Progress on standard error: one line that changes on a terminal, a line every few seconds elsewhere. */
export class ProgressDisplay {
  readonly #stream: ProgressStream;
  readonly #now: () => number;
  #startedMs: number;
  #shownMs: number;

  constructor(stream: ProgressStream, now: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#now = now;
    this.#startedMs = now();
    this.#shownMs = this.#startedMs;
  }

  /** A stage begins: rate and time left count from here. */
  start(): void {
    this.#startedMs = this.#now();
  }

  show(progress: Progress): void {
    const now = this.#now();
    if (now - this.#shownMs < (this.#stream.isTTY ? REPAINT_MS : LOG_MS)) return;
    this.#shownMs = now;
    const text = progressText(progress, now - this.#startedMs);
    if (!this.#stream.isTTY) this.#stream.write(`${text}\n`);
    else this.#stream.write(CLEAR_LINE + `${bar(progress)} ${text}`.slice(0, this.#columns() - 1));
  }

  /** Leaves the line empty for what is printed next. */
  clear(): void {
    if (this.#stream.isTTY) this.#stream.write(CLEAR_LINE);
  }

  /** A terminal that does not know its width says 0. */
  #columns(): number {
    return this.#stream.columns || DEFAULT_COLUMNS;
  }
}

/** "Converting: 30%, 1.2 of 4.1 GB, 85 MB/s, 35 s left". Exported for its test. */
export function progressText({ label, unit, done, total }: Progress, elapsedMs: number): string {
  const parts = [`${Math.floor(100 * share(done, total))}%`];
  const settled = elapsedMs >= SETTLE_MS && done > 0;
  if (unit === 'bytes') parts.push(`${formatBytes(done, total)} of ${formatBytes(total)}`);
  if (unit === 'bytes' && settled) parts.push(`${formatBytes((1000 * done) / elapsedMs)}/s`);
  if (settled && done < total) parts.push(`${formatDuration((elapsedMs * (total - done)) / done)} left`);
  return `${label}: ${parts.join(', ')}`;
}

function bar({ done, total }: Progress): string {
  const filled = Math.floor(BAR_WIDTH * share(done, total));
  return `[${'#'.repeat(filled)}${'-'.repeat(BAR_WIDTH - filled)}]`;
}

function share(done: number, total: number): number {
  return total === 0 ? 1 : Math.min(1, done / total);
}
