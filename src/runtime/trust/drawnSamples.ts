import { prepareImage } from '../../core/image/modelInput/prepareImage.ts';
import { drawSelfTestImage } from '../../core/image/selfTestImage.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import { hasSource } from '../../core/task.ts';
import type { ImagesToScore } from '../scoring/scoreImages.ts';

/** As many as of a dataset. */
export const DRAWN_SAMPLES = 16;
/** Of each side, in pixels: 256 tokens, where the self-test's pictures may have five times as many. */
const SIDE = 448;
/** Far from the self-test's seed: what a package is tested with must not be what it was calibrated with. */
const FIRST_SEED = 1000;

/** Drawn pictures that a conversion is calibrated with where there are no better ones; the same on every machine. */
export function drawnSamples({ selfTest, imageProcessor, task }: Manifest): ImagesToScore[] {
  const draw = (seed: number) =>
    prepareImage(
      drawSelfTestImage(selfTest.seed + FIRST_SEED + seed, SIDE, SIDE),
      imageProcessor,
      `drawn picture ${seed}`,
    );
  return Array.from({ length: DRAWN_SAMPLES }, (_, index) => ({
    instruction: selfTest.text,
    source: hasSource(task) ? draw(2 * index) : undefined,
    candidates: [{ key: 0, image: draw(2 * index + 1) }],
  }));
}
