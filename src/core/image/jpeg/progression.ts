import type { Frame } from './frame.ts';
import { checkProgression, type Scan } from './scan.ts';

/** How many coefficients, in coded order, smoothing looks at. */
const WATCHED = 10;

/**
 * What scans of a progressive picture have told of a component's first coefficients: how many of their lowest bits are
 * missing, or -1 where nothing is known yet.
 */
export interface ComponentProgress {
  readonly missing: Int8Array;
  /** The same before the last scan of the component: what holds where that scan was cut short. */
  readonly missingBefore: Int8Array;
}

/** Keeps account of a progressive picture's scans; of a sequential one there is nothing to say. */
export class Progression {
  readonly components: readonly ComponentProgress[];
  /** The last row of MCUs that the last scan had data for. */
  lastGoodRow = 0;
  private readonly isProgressive: boolean;
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

  /** Whether coefficients that smoothing could estimate are missing, while the averages of all blocks are known. */
  isIncomplete(): boolean {
    if (!this.isProgressive) return false;
    const isStarted = this.components.every(({ missing }) => (missing[0] ?? 0) >= 0);
    return isStarted && this.components.some(({ missing }) => missing.subarray(1, WATCHED).some((bits) => bits !== 0));
  }
}

const NO_PROGRESS: ComponentProgress = { missing: new Int8Array(64), missingBefore: new Int8Array(64) };
