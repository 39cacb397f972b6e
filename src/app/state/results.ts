import type { ModelStatus } from '../../rpc/scorerApi.ts';
import type { Candidate } from './appState.ts';
import { type RankedCandidate, rankedCandidates } from './rankedCandidates.ts';

/** The scores as JSON text, in the shape that the command line prints. Best first; failures last, with their reason. */
export function resultsJson({ model, device }: ModelStatus, candidates: readonly Candidate[]): string {
  const done = rankedCandidates(candidates).filter(({ outcome }) => outcome);
  return JSON.stringify({ model: model.id, device: device.description, candidates: done.map(rowOf) }, undefined, 2);
}

function rowOf({ picture: { name: file }, outcome, rank }: RankedCandidate): object {
  if (outcome?.status !== 'scored') return { file, error: outcome?.error.message };
  const { reward, logSigma, instructionFollowing, visualQuality } = outcome.score;
  return { file, reward, logSigma, instructionFollowing, visualQuality, rank };
}
