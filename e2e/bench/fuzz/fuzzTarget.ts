import { fork, type ChildProcess } from 'node:child_process';
import type { FuzzMessage } from './fuzzChild.ts';

/** What a file of a few KB may cost its reader. */
const LONGEST_MS = 10_000;
const MOST_RESIDENT_BYTES = 1.5e9;
const CHILD = 'e2e/bench/fuzz/fuzzChild.ts';

/** A damaged file that was taken wrongly. */
export interface FuzzFault {
  readonly target: string;
  readonly seed: number;
  readonly what: string;
}

export interface FuzzReport {
  readonly target: string;
  readonly read: number;
  readonly refused: number;
  readonly faults: readonly FuzzFault[];
  readonly longestMs: number;
  readonly peakBytes: number;
}

/** Gives a reader damaged files for `seconds`, from number `firstSeed` on. A process that hangs or dies is replaced. */
export async function fuzzTarget(target: string, seconds: number, firstSeed: number): Promise<FuzzReport> {
  const tally = new Tally(target);
  const until = performance.now() + seconds * 1000;
  for (let seed = firstSeed; performance.now() < until; seed = tally.nextSeed) {
    await runChild(target, seed, until, tally);
  }
  return tally.report();
}

/** Resolves when the time is over, or with the child's end: what it was at is then a fault. */
function runChild(target: string, seed: number, until: number, tally: Tally): Promise<void> {
  return new Promise((resolve) => {
    const child = fork(CHILD, [target, String(seed)], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    tally.begin(seed);
    const watch = setInterval(() => {
      const fault = tally.faultOfWaiting();
      if (fault !== undefined) tally.fail(fault);
      if (fault !== undefined || performance.now() >= until) end(child);
    }, 100);
    child.on('message', (message: FuzzMessage) => {
      tally.hear(message);
      if (tally.isTooLarge()) end(child);
    });
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      if (!child.killed) tally.fail(`the process ended with ${signal ?? code}`);
      resolve();
    });
  });
}

function end(child: ChildProcess): void {
  child.kill('SIGKILL');
}

class Tally {
  readonly #target: string;
  readonly #faults: FuzzFault[] = [];
  #read = 0;
  #refused = 0;
  #longestMs = 0;
  #peakBytes = 0;
  #residentBytes = 0;
  #seed = 0;
  /** Undefined while the process starts and between two files. */
  #startedAt: number | undefined;
  nextSeed = 0;

  constructor(target: string) {
    this.#target = target;
  }

  begin(seed: number): void {
    this.#seed = seed;
    this.nextSeed = seed;
    this.#startedAt = undefined;
    this.#residentBytes = 0;
  }

  hear(message: FuzzMessage): void {
    this.#seed = message.seed;
    this.nextSeed = message.seed + 1;
    if (message.type === 'started') {
      this.#startedAt = performance.now();
      return;
    }
    const { outcome, residentBytes } = message;
    this.#longestMs = Math.max(this.#longestMs, performance.now() - (this.#startedAt ?? performance.now()));
    this.#startedAt = undefined;
    this.#residentBytes = residentBytes;
    this.#peakBytes = Math.max(this.#peakBytes, residentBytes);
    if (outcome.kind === 'read') this.#read++;
    if (outcome.kind === 'refused') this.#refused++;
    if (outcome.kind === 'unexplained') this.fail(outcome.error);
    if (this.isTooLarge()) this.fail(`${(residentBytes / 1e9).toFixed(1)} GB of memory`);
  }

  isTooLarge(): boolean {
    return this.#residentBytes > MOST_RESIDENT_BYTES;
  }

  faultOfWaiting(): string | undefined {
    const isLate = this.#startedAt !== undefined && performance.now() - this.#startedAt > LONGEST_MS;
    return isLate ? `no end after ${LONGEST_MS / 1000} s` : undefined;
  }

  fail(what: string): void {
    this.#faults.push({ target: this.#target, seed: this.#seed, what });
    this.nextSeed = this.#seed + 1;
  }

  report(): FuzzReport {
    return {
      target: this.#target,
      read: this.#read,
      refused: this.#refused,
      faults: this.#faults,
      longestMs: this.#longestMs,
      peakBytes: this.#peakBytes,
    };
  }
}
