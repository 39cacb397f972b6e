import { useEffect, useState } from 'react';
import { messageOf } from '../../core/errors.ts';
import type { Vote } from '../../core/votes/vote.ts';
import { openVoteStore } from '../votes/voteStore.ts';
import { whenSeenAgain } from './whenSeenAgain.ts';

interface BlindVotes {
  /** Undefined until they are read. */
  readonly votes: readonly Vote[] | undefined;
  readonly problem: string | undefined;
}

/** Votes that were given before the page told what the model says: others follow it. */
export function useBlindVotes(): BlindVotes {
  const [state, setState] = useState<BlindVotes>({ votes: undefined, problem: undefined });
  useEffect(() => {
    const read = () =>
      readVotes().then(
        (votes) => setState({ votes, problem: undefined }),
        (error: unknown) => setState({ votes: [], problem: messageOf(error) }),
      );
    void read();
    return whenSeenAgain(() => void read());
  }, []);
  return state;
}

async function readVotes(): Promise<readonly Vote[]> {
  const store = await openVoteStore();
  try {
    return (await store.list()).filter(({ isBlind }) => isBlind);
  } finally {
    store.close();
  }
}
