import { FORMER_HEADS } from '../../core/modelPackage/formerHeads.ts';
import type { CandidateOutcome } from '../../core/score/outcome.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import type { SharedSession } from './sharedSession.ts';

/** Both heads give `mu`, with sigma 1. */
export function scoredAs(mu: number): CandidateOutcome {
  const head = { mu, logSigma: 0 };
  return { status: 'scored', score: editScore(head, head) };
}

function candidate(name: string, rank: number | undefined, outcome: CandidateOutcome) {
  return { name, blob: new Blob([name]), rank, leads: rank === 1, outcome };
}

/** Two edits that are far apart, and one that failed. */
export const SESSION: SharedSession = {
  textName: 'instruction',
  instruction: 'Paint the roof blue',
  source: { name: 'house.png', blob: new Blob(['source']) },
  candidates: [
    candidate('good.png', 1, scoredAs(9)),
    candidate('poor.png', 2, scoredAs(1)),
    candidate('cut.png', undefined, { status: 'failed', error: { name: 'DecodeError', message: 'It is damaged.' } }),
  ],
  heads: FORMER_HEADS,
  verdict: 'good.png is clearly best (over 99%)',
  isDemo: false,
  callFrom: 0.75,
  orientation: 'upright',
  model: { title: 'EditReward', id: 'sample', dtype: 'q4', revision: 'r1', manifestSha256: 'abcd' },
  device: { provider: 'webgpu', description: 'an adapter', features: [], operators: 'fused' },
  caveats: ['It knows shapes only.'],
  note: 'Compare only edits of one source.',
};
