import { placeText, shareBelow } from '../../core/reference/place.ts';
import type { CandidateScore } from '../../core/score/score.ts';
import { useStageReference } from './useStageReference.ts';

/** "Better than 82% of 600 drawn edits", where there is something to compare with. */
export function ScorePlace({ score: { reward } }: { readonly score: CandidateScore }) {
  const reference = useStageReference();
  if (!reference?.set || reference.isOfOtherKind) return null;
  const { set } = reference;
  return <p className="muted place">{placeText(set, shareBelow(set.points.reward, reward))}</p>;
}
