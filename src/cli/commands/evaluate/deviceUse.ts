import { formatDuration } from '../../../core/formatNumbers.ts';
import type { RunClock } from '../../../runtime/model/runClock.ts';

/** How busy a device was in a run. */
export interface DeviceUse {
  /** From the first request's begin to the last one's end. */
  readonly seconds: number;
  /** Of these, those in which a session ran. */
  readonly busySeconds: number;
  readonly sessionRuns: number;
}

/** Measures {@link DeviceUse} from the first request on: what a self-test runs before does not count. */
export class DeviceMeter {
  readonly #clock: RunClock;
  readonly #now: () => number;
  #start: { readonly ms: number; readonly busyMs: number; readonly runs: number } | undefined;
  #endMs = 0;

  constructor(clock: RunClock, now: () => number = () => performance.now()) {
    this.#clock = clock;
    this.#now = now;
  }

  /** Scores a request by `work`. */
  async measure<T>(work: () => Promise<T>): Promise<T> {
    this.#start ??= { ms: this.#now(), busyMs: this.#clock.busyMs, runs: this.#clock.of().runs };
    try {
      return await work();
    } finally {
      this.#endMs = this.#now();
    }
  }

  /** Undefined when nothing was scored. */
  get use(): DeviceUse | undefined {
    const start = this.#start;
    return (
      start && {
        seconds: (this.#endMs - start.ms) / 1000,
        busySeconds: (this.#clock.busyMs - start.busyMs) / 1000,
        sessionRuns: this.#clock.of().runs - start.runs,
      }
    );
  }
}

/** For people. */
export function describeUse({ seconds, busySeconds }: DeviceUse): string {
  const share = Math.round((100 * busySeconds) / seconds);
  return `The device was busy for ${share}% of the ${formatDuration(1000 * seconds)} of scoring.`;
}
