import type { ScoringModel } from './scoringModel.ts';

/** The user's limit on the size of pictures; undefined where it changes nothing. */
export function limitInForce({
  manifest,
  imageProcessor,
}: Pick<ScoringModel, 'manifest' | 'imageProcessor'>): number | undefined {
  const { maxPixels } = imageProcessor;
  return maxPixels < manifest.imageProcessor.maxPixels ? maxPixels : undefined;
}
