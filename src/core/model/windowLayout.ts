import { HIDDEN } from './attentionMask.ts';
import type { PatchPlace } from './rotary.ts';

/** Where patches stand in attention windows; see `buildVisionGraph` for the shapes. */
export interface WindowLayout {
  readonly windowCount: number;
  /** [windowCount * slots]: the patch in each slot, 0 where it is empty. */
  readonly windowSlots: Int32Array<ArrayBuffer>;
  /** [windowCount, 1, slots, slots]: hides keys of empty slots. */
  readonly windowMask: Float32Array<ArrayBuffer>;
  /** [patches]: the slot of each patch. */
  readonly patchSlots: Int32Array<ArrayBuffer>;
}

/** Places of patches in merge-block order: `mergeSize` x `mergeSize` patches of a block are neighbours. */
export function patchPlaces(gridHeight: number, gridWidth: number, mergeSize: number): PatchPlace[] {
  const places: PatchPlace[] = [];
  for (let blockRow = 0; blockRow < gridHeight; blockRow += mergeSize) {
    for (let blockColumn = 0; blockColumn < gridWidth; blockColumn += mergeSize) {
      for (let i = 0; i < mergeSize * mergeSize; i++) {
        places.push({ row: blockRow + Math.floor(i / mergeSize), column: blockColumn + (i % mergeSize) });
      }
    }
  }
  return places;
}

/** Windows of `side` x `side` patches over an image; those at the right and bottom edge may be partial. */
export function layoutWindows(places: readonly PatchPlace[], gridWidth: number, side: number): WindowLayout {
  const windowsAcross = Math.ceil(gridWidth / side);
  const slotOf = ({ row, column }: PatchPlace) =>
    (Math.floor(row / side) * windowsAcross + Math.floor(column / side)) * side * side +
    (row % side) * side +
    (column % side);
  const patchSlots = Int32Array.from(places, slotOf);
  const rows = places.reduce((most, place) => Math.max(most, place.row + 1), 0);
  const windowCount = Math.ceil(rows / side) * windowsAcross;
  const windowSlots = new Int32Array(windowCount * side * side);
  const filled = new Uint8Array(windowSlots.length);
  for (const [patch, slot] of patchSlots.entries()) {
    windowSlots[slot] = patch;
    filled[slot] = 1;
  }
  return { windowCount, windowSlots, windowMask: maskEmptySlots(filled, side * side), patchSlots };
}

function maskEmptySlots(filled: Uint8Array, slots: number): Float32Array<ArrayBuffer> {
  const mask = new Float32Array(filled.length * slots);
  for (let slot = 0; slot < filled.length; slot++) {
    if (filled[slot]) continue;
    const window = Math.floor(slot / slots);
    const key = slot % slots;
    for (let query = 0; query < slots; query++) mask[(window * slots + query) * slots + key] = HIDDEN;
  }
  return mask;
}
