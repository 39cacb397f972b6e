import { poolHeads, type CandidateScore, type HeadScore } from '../core/score/score.ts';

/** A score of an edit, as EditReward gives it. */
export function editScore(instructionFollowing: HeadScore, visualQuality: HeadScore): CandidateScore {
  return poolHeads({ instructionFollowing, visualQuality });
}
