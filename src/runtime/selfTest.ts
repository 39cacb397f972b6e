import { defined } from '../core/defined.ts';
import { prepareImage } from '../core/image/prepareImage.ts';
import { drawSelfTestImage } from '../core/image/selfTestImage.ts';
import type { Manifest, SelfTest } from '../core/modelPackage/manifest.ts';
import { headScore, type CandidateScore } from '../core/score.ts';
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
  const of = (role: ImageRole) => drawn.find((one) => one.role === role)?.image;
  const candidate = defined(of('candidate'), 'The self-test draws no candidate.');
  const request = { source: of('source'), candidates: [{ key: 0, image: candidate }], instruction: selfTest.text };
  for await (const scored of scoreImages(model, request, { signal })) {
    if ('error' in scored) throw scored.error;
    return scored.score;
  }
  throw new Error('The self-test gave no score.');
}

/** The expected rewards of a manifest's self-test, from a score. */
export function expectedRewards(score: CandidateScore): SelfTest['expected'] {
  return { ...score.heads };
}

/** Largest absolute difference of any mu or log sigma from what the package expects. */
export function selfTestDifference({ heads, selfTest }: Manifest, score: CandidateScore): number {
  return Math.max(
    ...heads.flatMap(({ key }) => {
      const expected = headScore(selfTest.expected, key);
      const measured = headScore(score.heads, key);
      return [Math.abs(expected.mu - measured.mu), Math.abs(expected.logSigma - measured.logSigma)];
    }),
  );
}
