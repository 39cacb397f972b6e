import type { Manifest } from '../modelPackage/manifest.ts';
import { workOf } from './modelWork.ts';

/** What a request's pictures, and hidden states that wait, may take of a tab's main memory. */
const MAIN_MEMORY_BYTES = 2 ** 30;
const FLOAT_BYTES = 4;
const CHANNELS = 3;

/**
 * Candidates that are in main memory together: their patches and, of a streamed model, the hidden states of their tokens.
 * More are scored in several walks. Between them a streamed model is loaded anew, so there should be few.
 */
export function candidatesAtOnce(manifest: Manifest, streamed: boolean): number {
  const { patchesPerImage, tokensPerImage, textTokens } = workOf(manifest);
  const patches = patchesPerImage * CHANNELS * manifest.imageProcessor.patchSize ** 2;
  const tokens = textTokens.reduce((sum, count) => sum + count, 2 * tokensPerImage);
  const floats = patches + (streamed ? tokens * manifest.text.hiddenSize : 0);
  return Math.max(1, Math.floor(MAIN_MEMORY_BYTES / (FLOAT_BYTES * floats)));
}
