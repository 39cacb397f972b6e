import type { ScoreReport } from '../../core/scoreReport.ts';
import type { ModelStatus } from '../../rpc/scorerApi.ts';
import type { Candidate } from './appState.ts';
import { type RankedCandidate, rankedCandidates } from './rankedCandidates.ts';

/** What the page knows of a {@link ScoreReport}: the worker does not tell the manifest's digest. */
export interface PageReport extends Pick<ScoreReport, 'device' | 'candidates'> {
  readonly model: Omit<ScoreReport['model'], 'manifestSha256'>;
}

/** The scores as JSON text, in the shape that the command line prints. Best first; failures last, with their reason. */
export function resultsJson({ model, device }: ModelStatus, candidates: readonly Candidate[]): string {
  const { id, dtype, revision } = model;
  const { provider, description, features } = device;
  const report: PageReport = {
    model: { id, dtype, revision },
    device: { provider, description, features },
    candidates: rankedCandidates(candidates).flatMap(rowsOf),
  };
  return JSON.stringify(report, undefined, 2);
}

function rowsOf({ picture: { name: file }, outcome, rank }: RankedCandidate): ScoreReport['candidates'] {
  if (outcome?.status === 'failed') return [{ file, error: pick(outcome.error) }];
  if (!outcome || rank === undefined) return [];
  const { reward, logSigma, instructionFollowing, visualQuality } = outcome.score;
  return [{ file, reward, logSigma, instructionFollowing, visualQuality, rank }];
}

function pick({ name, message }: { readonly name: string; readonly message: string }) {
  return { name, message };
}
