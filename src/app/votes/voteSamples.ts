import type { Vote } from '../../core/votes/vote.ts';

export function voteSample(id: string, changes: Partial<Vote>): Vote {
  const candidates = ['a.png', 'b.png'].map((name) => ({ name, sha256: `digest of ${name}` }));
  return {
    id,
    votedAt: 0,
    instruction: 'Make it red',
    source: undefined,
    candidates,
    ranks: [1, 2],
    isBlind: true,
    ...changes,
  };
}
