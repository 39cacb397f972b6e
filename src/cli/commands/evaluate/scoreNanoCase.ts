import { EditRewardError } from '../../../core/errors.ts';
import type { RgbImage } from '../../../core/image/rgbImage.ts';
import type { CandidateScore } from '../../../core/score/score.ts';
import type { NanoCase } from '../../../nano/suite.ts';
import type { LiveModel } from '../../liveModel.ts';

/** A drawn edit got no score, so that nothing can be said of the model. */
export class UnscoredEditError extends EditRewardError {
  override readonly name = 'UnscoredEditError';
}

/** Scores a drawn case's edits, in their order. Throws {@link UnscoredEditError}. */
export async function scoreNanoCase(model: LiveModel, drawn: NanoCase, signal: AbortSignal): Promise<CandidateScore[]> {
  const { instruction } = drawn;
  const candidates = drawn.candidates.map(({ image }, index) => asDecoded(`edit ${index + 1}`, image));
  const request = { source: asDecoded('source', drawn.source), candidates, instruction };
  const { outcomes } = await model.score(request, { signal });
  return outcomes.map((outcome, index) => {
    if (outcome.status === 'scored') return outcome.score;
    throw new UnscoredEditError(`Edit ${index + 1} of "${instruction}" got no score. ${outcome.error.message}`);
  });
}

function asDecoded(name: string, image: RgbImage) {
  return { name, decode: async () => ({ image, turned: false }) };
}
