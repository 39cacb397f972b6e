import { tokenGrid, type ImageGrid } from '../model/imageGrid.ts';
import type { Manifest } from '../modelPackage/manifest.ts';
import type { PlannedImages } from './scoringPlan.ts';

/** What a plan for a model has to know of images. */
export function plannedImages(
  { imageProcessor, text }: Pick<Manifest, 'imageProcessor' | 'text'>,
  images: readonly ImageGrid[],
): PlannedImages {
  const grids = images.map((image) => tokenGrid(image, imageProcessor.mergeSize));
  return { grids, positions: text.positions.kind };
}
