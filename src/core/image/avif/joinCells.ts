import { type Av1Planes, chromaSize, type PlaneSamples } from './av1Planes.ts';
import type { Av1Grid } from './avifPicture.ts';

/**
 * The planes of a picture of one cell or of many. The cells are set in rows, and cut at the picture's right and lower
 * edge. Undefined when they do not fit, for example when a sample of colour would belong to two cells.
 */
export function joinCells(cells: readonly Av1Planes[], { width, height, columns }: Av1Grid): Av1Planes | undefined {
  const [first] = cells;
  if (first === undefined) return undefined;
  if (cells.length === 1) return first.width === width && first.height === height ? first : undefined;
  const areAlike = cells.every(
    (cell) =>
      cell.width === first.width &&
      cell.height === first.height &&
      cell.bitDepth === first.bitDepth &&
      cell.sampling === first.sampling,
  );
  const covers = first.width * columns >= width && (first.height * cells.length) / columns >= height;
  if (!areAlike || !covers || splitsChroma(first)) return undefined;
  const whole = { ...first, width, height };
  const [from, to] = [chromaSize(first), chromaSize(whole)];
  return {
    ...whole,
    y: joinPlane(
      cells.map(({ y }) => y),
      first,
      whole,
      columns,
    ),
    u: joinPlane(
      cells.map(({ u }) => u),
      from,
      to,
      columns,
    ),
    v: joinPlane(
      cells.map(({ v }) => v),
      from,
      to,
      columns,
    ),
  };
}

/** MIAF, 7.3.11.4.2: sides are even where colours are stored for every second pixel. */
function splitsChroma({ width, height, sampling }: Av1Planes): boolean {
  const isHalfWide = sampling === '420' || sampling === '422';
  return (isHalfWide && width % 2 !== 0) || (sampling === '420' && height % 2 !== 0);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function joinPlane(planes: readonly PlaneSamples[], cell: Size, whole: Size, columns: number): PlaneSamples {
  const length = whole.width * whole.height;
  const result = planes[0] instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);
  for (const [index, plane] of planes.entries()) {
    const left = (index % columns) * cell.width;
    const top = Math.floor(index / columns) * cell.height;
    const width = Math.min(cell.width, whole.width - left);
    const height = width > 0 ? Math.min(cell.height, whole.height - top) : 0;
    for (let y = 0; y < height; y++) {
      result.set(plane.subarray(y * cell.width, y * cell.width + width), (top + y) * whole.width + left);
    }
  }
  return result;
}
