import { prepareImage } from '../core/image/prepareImage.ts';
import { drawSelfTestImage } from '../core/image/selfTestImage.ts';
import type { Manifest, SelfTest } from '../core/modelPackage/manifest.ts';
import { DIMENSIONS, type CandidateScore } from '../core/score.ts';
import { scoreImages } from './scoreImages.ts';
import type { ScoringModel } from './scoringModel.ts';

/** Scores the self-test's pair. Also what the converter calls to learn the expected rewards. */
export async function scoreSelfTest(model: ScoringModel, signal?: AbortSignal): Promise<CandidateScore> {
  const { selfTest, imageProcessor } = model.manifest;
  const draw = (name: 'source' | 'edited', seed: number) => {
    const { width, height } = selfTest[name];
    return prepareImage(drawSelfTestImage(seed, width, height), imageProcessor, `self-test ${name}`);
  };
  const images = [draw('source', selfTest.seed), draw('edited', selfTest.seed + 1)];
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
