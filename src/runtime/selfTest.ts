import { prepareImage } from '../core/image/prepareImage.ts';
import { drawSelfTestImage } from '../core/image/selfTestImage.ts';
import type { Manifest, SelfTest } from '../core/modelPackage/manifest.ts';
import { DIMENSIONS, type CandidateScore } from '../core/score.ts';
import { scoreImages } from './scoreImages.ts';
import type { ScoringModel } from './scoringModel.ts';
import type { PatchGrid } from './visionTower.ts';

/** The self-test's pair as the model takes it: the source, then the edited picture. */
export type SelfTestPictures = readonly PatchGrid[];

/** Draws the pair. Needs no device, and gives others their turn in between: a runtime can load meanwhile. */
export async function drawSelfTest({ selfTest, imageProcessor }: Manifest): Promise<SelfTestPictures> {
  const pictures: PatchGrid[] = [];
  for (const [index, name] of (['source', 'edited'] as const).entries()) {
    const { width, height } = selfTest[name];
    const drawn = drawSelfTestImage(selfTest.seed + index, width, height);
    await takeTurns();
    pictures.push(prepareImage(drawn, imageProcessor, `self-test ${name}`));
    await takeTurns();
  }
  return pictures;
}

const takeTurns = () => new Promise((resolve) => setTimeout(resolve));

/** Scores the self-test's pair. Also what the converter calls to learn the expected rewards. */
export async function scoreSelfTest(
  model: ScoringModel,
  signal?: AbortSignal,
  pictures: Promise<SelfTestPictures> = drawSelfTest(model.manifest),
): Promise<CandidateScore> {
  const { selfTest } = model.manifest;
  const images = await pictures;
  for await (const scored of scoreImages(model, { images, instruction: selfTest.instruction }, { signal })) {
    if ('error' in scored) throw scored.error;
    return scored.score;
  }
  throw new Error('The self-test gave no score.');
}

/** The expected rewards of a manifest's self-test, from a score. */
export function expectedRewards(score: CandidateScore): SelfTest['expected'] {
  return { instructionFollowing: score.instructionFollowing, visualQuality: score.visualQuality };
}

/** Largest absolute difference of any mu or log sigma from what the package expects. */
export function selfTestDifference({ selfTest }: Manifest, score: CandidateScore): number {
  return Math.max(
    ...DIMENSIONS.flatMap((dimension) => {
      const expected = selfTest.expected[dimension];
      const measured = score[dimension];
      return [Math.abs(expected.mu - measured.mu), Math.abs(expected.logSigma - measured.logSigma)];
    }),
  );
}
