import type { EntropyDecoder } from './entropyDecoder.ts';
import type { Component, Frame } from './frame.ts';
import type { Scan } from './scan.ts';

/** Coefficients of one plane, block after block, padded to whole MCUs. */
export interface CoefficientPlane {
  readonly coefficients: Int16Array;
  /** Blocks from one row to the next. */
  readonly stride: number;
}

export interface ScanWalk {
  readonly frame: Frame;
  readonly scan: Scan;
  /** In MCUs; 0 means that there are no restarts. */
  readonly restartInterval: number;
  /** By the index of the component in the frame. */
  readonly planes: readonly CoefficientPlane[];
  /** Whether the planes hold but one row of MCUs, which the next one overwrites. */
  readonly keepsOneRow: boolean;
  /** Called when a row of MCUs is decoded. */
  readonly onRow?: (row: number) => void;
}

/** A block of an MCU: of the scan's `k`-th component, the block at (x, y) of those that it has in an MCU. */
interface McuBlock {
  readonly k: number;
  readonly plane: CoefficientPlane;
  readonly x: number;
  readonly y: number;
  /** Blocks that the component has in an MCU. */
  readonly wide: number;
  readonly high: number;
}

/**
 * Decodes a scan MCU by MCU (ITU T.81, A.2). With one component an MCU is one block, else a tile of all planes. Returns
 * the last row of MCUs that had data.
 */
export function walkScan(walk: ScanWalk, decoder: EntropyDecoder): number {
  const { restartInterval, onRow } = walk;
  const { columns, rows } = scanSize(walk);
  const blocks = mcuBlocks(walk);
  let untilRestart = restartInterval;
  let lastGoodRow = 0;
  for (let row = 0; row < rows; row++) {
    const rowOfPlane = walk.keepsOneRow ? 0 : row;
    for (let column = 0; column < columns; column++) {
      if (restartInterval > 0 && untilRestart-- === 0) {
        decoder.restart();
        untilRestart = restartInterval - 1;
      }
      if (!decoder.startMcu()) continue;
      lastGoodRow = row;
      for (const { k, plane, x, y, wide, high } of blocks) {
        const block = (rowOfPlane * high + y) * plane.stride + column * wide + x;
        decoder.block(k, plane.coefficients, block * 64);
      }
    }
    onRow?.(row);
  }
  return lastGoodRow;
}

/** In MCUs. */
function scanSize({ frame, scan }: ScanWalk): { columns: number; rows: number } {
  const lone = loneComponent(scan);
  return lone === undefined
    ? { columns: frame.mcusWide, rows: frame.mcusHigh }
    : { columns: lone.blocksWide, rows: lone.blocksHigh };
}

/** The component of a scan that does not interleave. */
export function loneComponent(scan: Scan): Component | undefined {
  return scan.components.length === 1 ? scan.components[0]?.component : undefined;
}

function mcuBlocks({ scan, planes }: ScanWalk): readonly McuBlock[] {
  const isLone = scan.components.length === 1;
  return scan.components.flatMap(({ component }, k) => {
    const plane = planes[component.index];
    if (plane === undefined) return [];
    const wide = isLone ? 1 : component.horizontal;
    const high = isLone ? 1 : component.vertical;
    return Array.from({ length: wide * high }, (_, n) => ({
      k,
      plane,
      x: n % wide,
      y: Math.floor(n / wide),
      wide,
      high,
    }));
  });
}
