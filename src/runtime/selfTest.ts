import { prepareImage } from '../core/image/prepareImage.ts';
import { drawSelfTestImage } from '../core/image/selfTestImage.ts';
import type { Manifest, SelfTest } from '../core/modelPackage/manifest.ts';
import { DIMENSIONS, headScore, type CandidateScore } from '../core/score.ts';
import type { ImageRole } from '../core/task.ts';
import { scoreImages } from './scoreImages.ts';
import type { ScoringModel } from './scoringModel.ts';

/** Scores the self-test's pictures. Also what the converter calls to learn the expected rewards. */
export async function scoreSelfTest(model: ScoringModel, signal?: AbortSignal): Promise<CandidateScore> {
  const { selfTest, imageProcessor, task } = model.manifest;
  const drawn = selfTest.images.map(({ width, height }, index) => {
    const image = drawSelfTestImage(selfTest.seed + index, width, height);
    return { image: prepareImage(image, imageProcessor, `self-test ${index + 1}`), role: task.images[index]?.role };
  });
  const of = (role: ImageRole) => drawn.filter((one) => one.role === role).map(({ image }) => image);
  const request = { images: [...of('source'), ...of('candidate')], instruction: selfTest.text };
  for await (const scored of scoreImages(model, request, { signal })) {
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
      const expected = headScore(selfTest.expected, dimension);
      const measured = score[dimension];
      return [Math.abs(expected.mu - measured.mu), Math.abs(expected.logSigma - measured.logSigma)];
    }),
  );
}
