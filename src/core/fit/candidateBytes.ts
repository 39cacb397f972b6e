import { deepstackCount } from '../model/deepstack.ts';
import { tokenGrid, type ImageGrid } from '../model/imageGrid.ts';
import { tokenCountOf } from '../model/tokenPositions.ts';
import type { Manifest } from '../modelPackage/manifest.ts';
import { planNodes } from '../plan/scoringPlan.ts';
import { nominalRequest } from './nominalRequest.ts';

/**
 * What a request's pictures, and hidden states that wait, may take of a tab's main memory. Candidates beyond it are scored in
 * another walk. Between walks a streamed model is loaded anew, so there should be few.
 */
export const MAIN_MEMORY_BYTES = 2 ** 30;

const FLOAT_BYTES = 4;
const CHANNELS = 3;

/**
 * Main memory that a candidate takes until it is scored: its patches. A streamed model also holds the tower's output
 * for its image, and the hidden states of its tokens.
 */
export function candidateBytes(manifest: Manifest, image: ImageGrid, streamed: boolean): number {
  const { imageProcessor, text } = manifest;
  const patches = image.gridHeight * image.gridWidth * CHANNELS * imageProcessor.patchSize ** 2;
  if (!streamed) return FLOAT_BYTES * patches;
  const imageTokens = tokenCountOf(tokenGrid(image, imageProcessor.mergeSize));
  const features = 1 + deepstackCount(manifest);
  return FLOAT_BYTES * (patches + ((1 + features) * imageTokens + textTokens(manifest)) * text.hiddenSize);
}

/** Of all prompts of a candidate, about. */
function textTokens(manifest: Manifest): number {
  const leaves = [...planNodes(nominalRequest(manifest, 1).plan)].filter(({ reads }) => reads);
  return leaves.reduce((sum, { tokenCount }) => sum + tokenCount, 0);
}
