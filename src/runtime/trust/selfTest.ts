import { at } from '../../core/at.ts';
import { defined } from '../../core/defined.ts';
import type { ImagePatches } from '../../core/image/modelInput/pixelValues.ts';
import { prepareImage } from '../../core/image/modelInput/prepareImage.ts';
import { drawSelfTestImage } from '../../core/image/selfTestImage.ts';
import type { Manifest, SelfTest } from '../../core/modelPackage/manifest.ts';
import { headScore, type CandidateScore } from '../../core/score/score.ts';
import type { ImageRole } from '../../core/task.ts';
import { scoreImages, type ImagesToScore } from '../scoring/scoreImages.ts';
import type { ScoringModel } from '../model/scoringModel.ts';

/** The self-test's pictures as the model takes them. */
export type SelfTestPictures = Pick<ImagesToScore, 'source' | 'candidates'>;

/** Draws the pictures. Needs no device, and gives others their turn in between: a runtime can load meanwhile. */
export async function drawSelfTest({ selfTest, imageProcessor, task }: Manifest): Promise<SelfTestPictures> {
  const drawn = new Map<ImageRole, ImagePatches>();
  for (const [index, { width, height }] of selfTest.images.entries()) {
    const image = drawSelfTestImage(selfTest.seed + index, width, height);
    await takeTurns();
    drawn.set(at(task.images, index).role, prepareImage(image, imageProcessor, `self-test ${index + 1}`));
    await takeTurns();
  }
  const candidate = defined(drawn.get('candidate'), 'The self-test draws no candidate.');
  return { source: drawn.get('source'), candidates: [{ key: 0, image: candidate }] };
}

const takeTurns = () => new Promise((resolve) => setTimeout(resolve));

/** Scores the self-test's pictures. Also what the converter calls to learn the expected rewards. */
export async function scoreSelfTest(
  model: ScoringModel,
  signal?: AbortSignal,
  pictures: Promise<SelfTestPictures> = drawSelfTest(model.manifest),
): Promise<CandidateScore> {
  const request = { ...(await pictures), instruction: model.manifest.selfTest.text };
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

/** Largest absolute difference of any mu or log sigma from what is expected. */
export function largestDifference(
  { heads }: Pick<Manifest, 'heads'>,
  score: CandidateScore,
  rewards: SelfTest['expected'],
): number {
  return Math.max(
    ...heads.flatMap(({ key }) => {
      const expected = headScore(rewards, key);
      const measured = headScore(score.heads, key);
      return [Math.abs(expected.mu - measured.mu), Math.abs(expected.logSigma - measured.logSigma)];
    }),
  );
}

/** Largest difference from what the package expects. */
export function selfTestDifference(manifest: Manifest, score: CandidateScore): number {
  return largestDifference(manifest, score, manifest.selfTest.expected);
}
