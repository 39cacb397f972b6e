import { digestBytes } from '../../core/bytes/sha256.ts';
import type { ImageReference } from '../../core/dataset/datasetItem.ts';
import { groupBy } from '../../core/groupBy.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import { inputKeyOf } from '../../core/score/preparedInput.ts';
import { hasSource, type Task } from '../../core/task.ts';
import type { Vote, VotedPicture } from '../../core/votes/vote.ts';
import { PictureGroups } from '../../taste/pictureGroups.ts';
import type { Vote as LearnedVote } from '../../taste/trainingSet.ts';
import { votesOfItems } from '../../taste/votesOfItems.ts';

/** Pictures of votes that are looked at together, each once. */
export interface VotedRequest {
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

export function votedRequests(votes: readonly Vote[]): readonly VotedRequest[] {
  return [...groupBy(votes, requestOf).values()].flatMap((group) => {
    const [first] = group;
    const pictures = new Map(group.flatMap(({ candidates }) => candidates).map((one) => [one.sha256, one]));
    return first ? [{ instruction: first.instruction, source: first.source, pictures: [...pictures.values()] }] : [];
  });
}

/** Under what is kept that a model saw in a picture: with another source or instruction it sees another thing. */
export function statesKey(
  model: ModelStatus['model'],
  { instruction, source }: Pick<VotedRequest, 'instruction' | 'source'>,
  { sha256 }: VotedPicture,
): Promise<string> {
  const text = JSON.stringify([inputKeyOf(model), instruction, source?.sha256 ?? null, sha256]);
  return digestBytes(new TextEncoder().encode(text));
}

/** The votes on pairs of pictures whose places `rowOf` knows. */
export function votesOnRows(
  votes: readonly Vote[],
  rowOf: (vote: Vote, candidate: VotedPicture) => number | undefined,
): readonly LearnedVote[] {
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
    const row = vote && picture && rowOf(vote, picture);
    return vote && row !== undefined ? { row, source: groups.groupOf(ownPicture(vote)) } : undefined;
  });
}

/** For all requests that show the same. */
export function requestOf({ instruction, source }: Pick<VotedRequest, 'instruction' | 'source'>): string {
  return JSON.stringify([instruction, source?.sha256 ?? null]);
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
