import { at } from '../../core/at.ts';
import { digestBlob } from '../../core/bytes/digestBlob.ts';
import { messageOf } from '../../core/errors.ts';
import type { Ranking, Vote, VotedPicture } from '../../core/votes/vote.ts';
import type { ShownPicture } from '../ui/PictureImage.tsx';
import { randomId } from '../ui/randomId.ts';
import { createStore, type Readable } from '../ui/store.ts';
import type { MatterView, VoteMatter } from './voteMatter.ts';
import type { VoteStore } from './voteStore.ts';

export interface VoteBookState {
  /** Of this browser, the oldest first. */
  readonly kept: readonly Vote[];
  /** Those just given. */
  readonly latest: readonly Vote[];
  /** Why votes are not there, or not kept. */
  readonly problem: string | undefined;
}

/** The votes of this browser, and those that are being given. What cannot be kept is told in the state. */
export interface VoteBook extends Readable<VoteBookState> {
  /** Looks up what is kept. Failures end up in the state, here and below. */
  read(): Promise<void>;
  /** Takes what someone has just said of `matter`. */
  take(matter: VoteMatter, rankings: readonly Ranking[]): Promise<void>;
  /** What the model says of the latest; told once. */
  tellView(view: MatterView): Promise<void>;
  deleteAll(): Promise<void>;
}

const NOTHING: VoteBookState = { kept: [], latest: [], problem: undefined };

export function createVoteBook(open: () => Promise<VoteStore>): VoteBook {
  const { getState, subscribe, dispatch } = createStore(
    (state: VoteBookState, change: Partial<VoteBookState>) => ({ ...state, ...change }),
    NOTHING,
  );
  let rankings: readonly Ranking[] = [];
  const inStore = async (work: (store: VoteStore) => Promise<void>) => {
    try {
      const store = await open();
      try {
        await work(store);
        dispatch({ kept: await store.list(), problem: undefined });
      } finally {
        store.close();
      }
    } catch (error) {
      dispatch({ problem: `This browser keeps no votes: ${messageOf(error)}` });
    }
  };
  return {
    getState,
    subscribe,
    read: () => inStore(async () => undefined),
    async take(matter, given) {
      const taken = await votesOf(matter, given).catch((error: unknown) => {
        dispatch({ problem: `Your vote could not be taken: ${messageOf(error)}` });
      });
      if (!taken) return;
      rankings = given;
      dispatch({ latest: taken.votes });
      await inStore((store) => store.keep(taken.votes, taken.pictures));
    },
    async tellView(view) {
      const { latest } = getState();
      if (latest.length === 0 || latest.some((vote) => vote.view)) return;
      const viewed = latest.map((vote, k) => withView(vote, at(rankings, k), view));
      dispatch({ latest: viewed });
      await inStore((store) => store.renew(viewed));
    },
    deleteAll: () => inStore((store) => store.deleteAll()),
  };
}

function withView(vote: Vote, { candidates }: Ranking, view: MatterView): Vote {
  const { modelId, manifestSha256, maxPixels, tasteSha256, limits, scores } = view;
  const rewards = candidates.map((index) => scores[index]?.reward ?? null);
  const isDemo = limits !== undefined;
  const limit = maxPixels === undefined ? {} : { maxPixels };
  const taste = tasteSha256 === undefined ? {} : { tasteSha256 };
  return { ...vote, view: { modelId, manifestSha256, ...limit, ...taste, rewards, isDemo } };
}

interface NewVotes {
  readonly votes: readonly Vote[];
  readonly pictures: ReadonlyMap<string, Blob>;
}

async function votesOf(matter: VoteMatter, rankings: readonly Ranking[]): Promise<NewVotes> {
  const pictures = new Map<string, Blob>();
  const votedOf = async ({ name, blob }: ShownPicture): Promise<VotedPicture> => {
    const sha256 = await digestBlob(blob).catch((cause: unknown) => {
      throw new Error(`${name}: ${messageOf(cause)}`, { cause });
    });
    pictures.set(sha256, blob);
    return { name, sha256 };
  };
  const { source, instruction, isBlind } = matter;
  const votedSource = source && (await votedOf(source));
  const all: VotedPicture[] = [];
  for (const candidate of matter.candidates) all.push(await votedOf(candidate));
  const votedAt = Date.now();
  const votes = rankings.map(({ candidates, ranks }) => ({
    id: randomId(),
    votedAt,
    instruction: instruction.trim(),
    source: votedSource,
    candidates: candidates.map((index) => at(all, index)),
    ranks,
    isBlind,
  }));
  return { votes, pictures };
}
