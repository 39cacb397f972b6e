import { at } from '../../core/at.ts';
import { digestBlob } from '../../core/bytes/digestBlob.ts';
import { messageOf } from '../../core/errors.ts';
import type { Ranking, Vote, VotedPicture } from '../../core/votes/vote.ts';
import type { ShownPicture } from '../ui/PictureImage.tsx';
import { randomId } from '../../core/randomId.ts';
import { createStore, type Readable } from '../ui/store.ts';
import type { MatterView, VoteMatter } from './voteMatter.ts';
import { digestsOf, type VoteStore } from './voteStore.ts';

export interface VoteBookState {
  /** Of this browser, the oldest first. */
  readonly kept: readonly Vote[];
  /** Those that are being given, or just were. */
  readonly latest: readonly Vote[];
  /** Why votes are not there, or not kept. */
  readonly problem: string | undefined;
}

/** The votes of this browser, and those that are being given. What cannot be kept is told in the state. */
export interface VoteBook extends Readable<VoteBookState> {
  /** Looks up what is kept. Failures end up in the state, here and below. */
  read(): Promise<void>;
  /** Takes what someone has said of `matter` so far, in the place of what was taken before: so each answer is kept as it is given. */
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
  let taken: readonly TakenVote[] = [];
  /** Of those, what the browser has; what it refused is tried again with the next answer. */
  let written: readonly Vote[] = [];
  let earlier: Promise<void> = Promise.resolve();
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
  const write = async (store: VoteStore, latest: readonly Vote[], blobs: ReadonlyMap<string, Blob>) => {
    const [come, gone] = [without(latest, written), without(written, latest)];
    const named = new Set(come.flatMap(digestsOf));
    const pictures = new Map([...blobs].filter(([sha256]) => named.has(sha256)));
    if (come.length + gone.length > 0) await store.keep(come, pictures, idsOf(gone));
    written = latest;
  };
  const picturesOf = remembered(votedPictures);
  const takeNow = async (matter: VoteMatter, given: readonly Ranking[]) => {
    if (given.length === 0 && taken.length === 0) return;
    const voted = await picturesOf(matter).catch((error: unknown) => {
      dispatch({ problem: `Your vote could not be taken: ${messageOf(error)}` });
    });
    if (!voted) return;
    taken = given.map(
      (ranking) => taken.find((one) => isSameRanking(one.ranking, ranking)) ?? newVote(matter, voted, ranking),
    );
    const latest = taken.map(({ vote }) => vote);
    dispatch({ latest });
    await inStore((store) => write(store, latest, voted.blobs));
  };
  return {
    getState,
    subscribe,
    read: () => inStore(async () => undefined),
    take(matter, given) {
      earlier = earlier.then(() => takeNow(matter, given));
      return earlier;
    },
    async tellView(view) {
      const { latest } = getState();
      if (latest.length === 0 || latest.some((vote) => vote.view)) return;
      taken = taken.map(({ vote, ranking }) => ({ vote: withView(vote, ranking, view), ranking }));
      const viewed = taken.map(({ vote }) => vote);
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

interface TakenVote {
  readonly vote: Vote;
  readonly ranking: Ranking;
}

function isSameRanking(one: Ranking, other: Ranking): boolean {
  return one.candidates.join() === other.candidates.join() && one.ranks.join() === other.ranks.join();
}

function without(some: readonly Vote[], others: readonly Vote[]): Vote[] {
  const known = new Set(idsOf(others));
  return some.filter(({ id }) => !known.has(id));
}

function idsOf(votes: readonly Vote[]): string[] {
  return votes.map(({ id }) => id);
}

function newVote(
  { instruction, orientation, isBlind }: VoteMatter,
  { source, candidates }: VotedPictures,
  ranking: Ranking,
): TakenVote {
  const vote = {
    id: randomId(),
    votedAt: Date.now(),
    instruction: instruction.trim(),
    source,
    candidates: ranking.candidates.map((index) => at(candidates, index)),
    ranks: ranking.ranks,
    ...(orientation === 'official' && { orientation }),
    isBlind,
  };
  return { vote, ranking };
}

interface VotedPictures {
  readonly source: VotedPicture | undefined;
  readonly candidates: readonly VotedPicture[];
  /** By their SHA-256. */
  readonly blobs: ReadonlyMap<string, Blob>;
}

async function votedPictures(matter: VoteMatter): Promise<VotedPictures> {
  const blobs = new Map<string, Blob>();
  const votedOf = async ({ name, blob }: ShownPicture): Promise<VotedPicture> => {
    const sha256 = await digestBlob(blob).catch((cause: unknown) => {
      throw new Error(`${name}: ${messageOf(cause)}`, { cause });
    });
    blobs.set(sha256, blob);
    return { name, sha256 };
  };
  const source = matter.source && (await votedOf(matter.source));
  const candidates: VotedPicture[] = [];
  for (const candidate of matter.candidates) candidates.push(await votedOf(candidate));
  return { source, candidates, blobs };
}

/** Asks once for what is asked for again, unless that failed: pictures are read and digested once for all answers. */
function remembered<Asked extends object, Answered>(
  ask: (asked: Asked) => Promise<Answered>,
): (asked: Asked) => Promise<Answered> {
  const known = new WeakMap<Asked, Answered>();
  return async (asked) => {
    const answer = known.get(asked) ?? (await ask(asked));
    known.set(asked, answer);
    return answer;
  };
}
