import type { Component, Frame } from './frame.ts';
import { JpegFault } from './jpegFault.ts';
import type { SegmentReader } from './jpegInput.ts';

/**
 * Each scan goes over the whole picture, so a small file of many scans could keep a decoder busy for hours. Encoders
 * make about ten. libjpeg-turbo's own fuzzing stops here.
 */
export const MAX_SCANS = 500;
const MAX_COMPONENTS_IN_SCAN = 4;
const MAX_BLOCKS_IN_MCU = 10;

/** One pass over some of a frame's planes. */
export interface Scan {
  readonly components: readonly ScanComponent[];
  /** First and last coefficient, in coded order. */
  readonly first: number;
  readonly last: number;
  /** Successive approximation: the bit position of the scan before and of this one. */
  readonly highBit: number;
  readonly lowBit: number;
}

export interface ScanComponent {
  readonly component: Component;
  readonly dcTable: number;
  readonly acTable: number;
}

/** Reads a start-of-scan segment (ITU T.81, B.2.3), as strictly as libjpeg. */
export function parseScan(frame: Frame, reader: SegmentReader): Scan {
  const count = reader.byte();
  if (count < 1 || count > MAX_COMPONENTS_IN_SCAN || reader.length !== 2 * count + 4) {
    throw new JpegFault('the header of a scan is wrong');
  }
  const components: ScanComponent[] = [];
  for (let k = 0; k < count; k++) {
    // Ids may stand twice in a frame, so a scan's k-th component is none before the frame's k-th.
    const id = reader.byte();
    const component = frame.components.find((candidate) => candidate.id === id && candidate.index >= k);
    if (component === undefined || components.some((other) => other.component === component)) {
      throw new JpegFault('a scan names a colour plane that is not there');
    }
    const tables = reader.byte();
    components.push({ component, dcTable: tables >> 4, acTable: tables & 15 });
  }
  const [first, last, bits] = [reader.byte(), reader.byte(), reader.byte()];
  const scan = { components, first, last, highBit: bits >> 4, lowBit: bits & 15 };
  if (blocksInMcu(scan) > MAX_BLOCKS_IN_MCU) throw new JpegFault('a scan interleaves more blocks than are allowed');
  return scan;
}

export function blocksInMcu({ components }: Scan): number {
  if (components.length === 1) return 1;
  return components.reduce((sum, { component }) => sum + component.horizontal * component.vertical, 0);
}

/** The rules of progressive scans (ITU T.81, G.1.1.1). */
export function checkProgression({ components, first, last, highBit, lowBit }: Scan): void {
  const isBandRight = first === 0 ? last === 0 : last >= first && last < 64 && components.length === 1;
  const areBitsRight = (highBit === 0 || lowBit === highBit - 1) && lowBit <= 13;
  if (!isBandRight || !areBitsRight) throw new JpegFault('the order of its scans is wrong');
}
