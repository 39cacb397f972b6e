import { digestBytes } from '../../core/bytes/sha256.ts';
import type { ImageReference } from '../../core/dataset/datasetItem.ts';
import { groupBy } from '../../core/groupBy.ts';
import { hasSource, type Task } from '../../core/task.ts';
import type { Vote, VotedPicture } from '../../core/votes/vote.ts';
import { PictureGroups } from '../../taste/pictureGroups.ts';
import type { Vote as LearnedVote } from '../../taste/trainingSet.ts';
import { votesOfItems } from '../../taste/votesOfItems.ts';
import type { VoteStore } from '../votes/voteStore.ts';
import type { Material, MaterialPicture, SeenRequest } from './material.ts';

/** Of whom a taste says so, it learned from the votes of this browser. */
export const BLIND_VOTES = 'blind votes';

/** What the votes of this browser teach. Pictures are looked at as whoever voted has seen them. */
export function materialOfVotes(votes: readonly Vote[], store: Pick<VoteStore, 'picture'>): Material {
  const requests = votedRequests(votes);
  const pictureOf = ({ name, sha256 }: VotedPicture): MaterialPicture => ({
    name,
    sha256,
    read: () => store.picture(sha256),
  });
  return {
    requests: requests.map(({ instruction, orientation, source, pictures }) => ({
      instruction,
      orientation: orientation ?? 'upright',
      source: source && pictureOf(source),
      pictures: pictures.map(pictureOf),
    })),
    dataset: async () => ({ name: BLIND_VOTES, sha256: await digestOfVotes(votes) }),
    votesOn: (seen) => votesOnSeen(votes, requests, seen),
  };
}

/** Pictures of votes that are looked at together, each once. */
interface VotedRequest extends Pick<Vote, 'orientation'> {
  readonly instruction: string;
  readonly source: VotedPicture | undefined;
  readonly pictures: readonly VotedPicture[];
}

/** Votes that a model of this task can learn from: it looks at a source, or at none. */
export function votesForTask(votes: readonly Vote[], task: Task): readonly Vote[] {
  return votes.filter(({ source }) => (source !== undefined) === hasSource(task));
}

/** How many groups of pictures the votes are on. What ever met in a vote is of one group. */
export function countSources(votes: readonly Vote[]): number {
  const groups = groupsOf(votes);
  return new Set(votes.map((vote) => groups.groupOf(ownPicture(vote)))).size;
}

function votedRequests(votes: readonly Vote[]): readonly VotedRequest[] {
  return [...groupBy(votes, requestOf).values()].flatMap((group) => {
    const [first] = group;
    const pictures = new Map(group.flatMap(({ candidates }) => candidates).map((one) => [one.sha256, one]));
    if (!first) return [];
    const { instruction, orientation, source } = first;
    return [{ instruction, orientation, source, pictures: [...pictures.values()] }];
  });
}

function votesOnSeen(
  votes: readonly Vote[],
  requests: readonly VotedRequest[],
  seen: readonly SeenRequest[],
): readonly LearnedVote[] {
  const rows = new Map(
    requests.flatMap((request, k) =>
      (seen[k]?.pictures ?? []).flatMap((one) => (one ? [[rowKey(request, one.sha256), one.row] as const] : [])),
    ),
  );
  const groups = groupsOf(votes);
  const items = votes.map(({ instruction, candidates, ranks }, k) => ({
    line: k + 1,
    instruction,
    candidates: candidates.map((one) => ({ image: imageOf(one), model: undefined, humanScore: undefined })),
    ranks,
  }));
  return votesOfItems(items, ({ line }, candidate) => {
    const vote = votes[line - 1];
    const picture = vote?.candidates[candidate];
    const row = vote && picture && rows.get(rowKey(vote, picture.sha256));
    return vote && row !== undefined ? { row, source: groups.groupOf(ownPicture(vote)) } : undefined;
  });
}

type RequestOfVote = Pick<VotedRequest, 'instruction' | 'orientation' | 'source'>;

/** For all requests that show the same. */
function requestOf({ instruction, orientation, source }: RequestOfVote): string {
  return JSON.stringify([instruction, source?.sha256 ?? null, orientation]);
}

function rowKey(request: RequestOfVote, sha256: string): string {
  return `${sha256} ${requestOf(request)}`;
}

function groupsOf(votes: readonly Vote[]): PictureGroups {
  const groups = new PictureGroups();
  for (const vote of votes) groups.join([ownPicture(vote), ...vote.candidates.map(({ sha256 }) => sha256)]);
  return groups;
}

/** Without a source, the prompt holds pictures together. */
function ownPicture({ source, instruction }: Vote): string {
  return source?.sha256 ?? instruction;
}

function imageOf({ sha256 }: VotedPicture): ImageReference {
  return { kind: 'file', name: sha256 };
}

function digestOfVotes(votes: readonly Vote[]): Promise<string> {
  const said = votes.map(({ instruction, orientation, source, candidates, ranks }) => [
    instruction,
    source?.sha256 ?? null,
    candidates.map(({ sha256 }) => sha256),
    ranks,
    ...(orientation === undefined ? [] : [orientation]),
  ]);
  return digestBytes(new TextEncoder().encode(JSON.stringify(said)));
}
