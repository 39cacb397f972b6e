import { defined } from '../../core/defined.ts';
import type { ImagePatches } from '../../core/image/modelInput/pixelValues.ts';
import { positionTableRows } from '../../core/model/positionTable.ts';
import { visionRotary, type PatchPlace } from '../../core/model/rotary.ts';
import { layoutWindows, patchPlaces } from '../../core/model/windowLayout.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import { once, type FeedTable } from './feeds.ts';

/** An image on its way through the vision tower: all that inputs are made of. */
export interface ImageRun {
  readonly image: ImagePatches;
  readonly places: readonly PatchPlace[];
  readonly rotary: () => ReturnType<typeof visionRotary>;
  readonly windows: () => ReturnType<typeof layoutWindows>;
  readonly tableRows: () => ReturnType<typeof positionTableRows>;
}

/** What of a manifest says how an image goes through the tower. */
export interface VisionManifest {
  readonly vision: Manifest['vision'];
  readonly imageProcessor: Pick<Manifest['imageProcessor'], 'patchSize' | 'mergeSize'>;
}

export function imageRun({ vision, imageProcessor }: VisionManifest, image: ImagePatches): ImageRun {
  const places = patchPlaces(image.gridHeight, image.gridWidth, imageProcessor.mergeSize);
  return {
    image,
    places,
    rotary: once(() => visionRotary(places, vision.hiddenSize / vision.numHeads, vision.ropeTheta)),
    windows: once(() => {
      const { size } = defined(vision.windows, 'A vision graph has windows, and the manifest has none.');
      return layoutWindows(places, image.gridWidth, size / imageProcessor.patchSize);
    }),
    tableRows: once(() => {
      const { side } = defined(vision.positionTable, 'A vision graph has a position table, and the manifest has none.');
      return positionTableRows(places, image, side);
    }),
  };
}

/** Inputs of the vision graphs but `hidden_states`; `buildVisionGraph` tells what they are. */
export const VISION_FEEDS: FeedTable<ImageRun> = {
  patches: ({ image, places }, { float32 }) =>
    float32(image.patches, [places.length, image.patches.length / places.length]),
  cos: ({ rotary }, { float32 }) => float32(rotary().cos, [rotary().rows, rotary().columns]),
  sin: ({ rotary }, { float32 }) => float32(rotary().sin, [rotary().rows, rotary().columns]),
  window_slots: ({ windows }, { int32 }) => int32(windows().windowSlots, [windows().windowSlots.length]),
  window_mask({ windows }, { float32 }) {
    const { windowCount, windowSlots, windowMask } = windows();
    const slots = windowSlots.length / windowCount;
    return float32(windowMask, [windowCount, 1, slots, slots]);
  },
  patch_slots: ({ windows, places }, { int32 }) => int32(windows().patchSlots, [places.length]),
  position_rows: ({ tableRows, places }, { int32 }) => int32(tableRows().rows, [4, places.length]),
  position_weights: ({ tableRows, places }, { float32 }) => float32(tableRows().weights, [4, places.length]),
};
