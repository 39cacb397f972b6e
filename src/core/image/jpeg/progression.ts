import type { Frame } from './frame.ts';
import { checkProgression, type Scan } from './scan.ts';

/** How many coefficients, in coded order, smoothing looks at. */
const WATCHED = 10;

/** What scans have told of a component's coefficients. */
interface ComponentProgress {
  /** How many of their lowest bits are missing; -1 where nothing is known yet. */
  readonly missing: Int8Array;
  /** The same before the last scan of the component: what holds where that scan was cut short. */
  readonly missingBefore: Int8Array;
}

/** Keeps account of a progressive picture's scans. A sequential one has nothing to keep. */
export class Progression {
  /** The last row of MCUs that the last scan had data for. */
  lastGoodRow = 0;
  private readonly isProgressive: boolean;
  private readonly components: readonly ComponentProgress[];
  private scans = 0;

  constructor({ isProgressive, components }: Frame) {
    this.isProgressive = isProgressive;
    this.components = components.map(() => ({
      missing: new Int8Array(64).fill(-1),
      missingBefore: new Int8Array(64).fill(-1),
    }));
  }

  /** Takes a scan into account before its data are read. Throws `JpegFault` where it breaks the rules. */
  add(scan: Scan): void {
    if (!this.isProgressive) return;
    checkProgression(scan);
    this.scans++;
    const { components, first, last, lowBit } = scan;
    for (const { component } of components) {
      const { missing, missingBefore } = this.components[component.index] ?? NO_PROGRESS;
      const from = Math.min(first, 1);
      const to = Math.max(last, WATCHED - 1) + 1;
      missingBefore.set(this.scans === 1 ? new Int8Array(to - from) : missing.subarray(from, to), from);
      missing.fill(lowBit, first, last + 1);
    }
  }

  /** How many bits of a component's coefficients are missing in a row of MCUs. */
  missingBits(component: number, mcuRow: number): Int8Array {
    const { missing, missingBefore } = this.components[component] ?? NO_PROGRESS;
    if (mcuRow <= this.lastGoodRow) return missing;
    return this.scans > 1 ? missingBefore : NOTHING_KNOWN;
  }

  /** Whether every bit of every coefficient is there. */
  isComplete(): boolean {
    return !this.isProgressive || this.components.every(({ missing }) => missing.every((bits) => bits === 0));
  }

  /** Whether coefficients that smoothing could estimate are missing, while the averages of all blocks are known. */
  isIncomplete(): boolean {
    if (!this.isProgressive) return false;
    const isStarted = this.components.every(({ missing }) => (missing[0] ?? 0) >= 0);
    return isStarted && this.components.some(({ missing }) => missing.subarray(1, WATCHED).some((bits) => bits !== 0));
  }
}

const NOTHING_KNOWN = new Int8Array(64).fill(-1);
const NO_PROGRESS: ComponentProgress = { missing: new Int8Array(64), missingBefore: new Int8Array(64) };
