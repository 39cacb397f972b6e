import { orderText } from '../../core/score/ranking.ts';
import type { Vote, VotedPicture } from '../../core/votes/vote.ts';

const FOLDER = 'pictures';
/** With the digest before it, a name has no more than the 255 bytes that file systems take. */
const MAX_NAME_BYTES = 180;

/**
 * Where a picture stands beside the dataset. The digest keeps pictures of one name apart, and its beginning is no name that
 * could be taken for a letter of a ranking.
 */
export function pathOfPicture({ name, sha256 }: VotedPicture): string {
  // What a file system refuses, or takes for a folder.
  // oxlint-disable-next-line no-control-regex
  const plain = name.replaceAll(/[\u0000-\u001f\u007f/\\:*?"<>|]/g, '_').trim();
  return `${FOLDER}/${sha256}-${endOf(plain)}`;
}

/** Its last characters, with the ending. A letter may take four bytes. */
function endOf(name: string): string {
  // Half a character would have another name in the zip file than in the dataset.
  const characters = [...name].filter((character) => !/\p{Surrogate}/u.test(character));
  const encoder = new TextEncoder();
  while (encoder.encode(characters.join('')).length > MAX_NAME_BYTES) characters.shift();
  return characters.join('');
}

/**
 * Votes as a dataset of JSON lines, one row for each, as `readDataset` reads them. All are of one kind: of edits, or of
 * pictures without a source. A row has at most 26 candidates, as its ranking names them by letters.
 */
export function votesDataset(votes: readonly Vote[]): string {
  return votes.map((vote) => `${JSON.stringify(rowOf(vote))}\n`).join('');
}

function rowOf({ source, instruction, candidates, ranks }: Vote) {
  const generated = { paths_generated: candidates.map(pathOfPicture), ranking: orderText(ranks) };
  if (!source) return { prompt: instruction, ...generated };
  return { source_image: pathOfPicture(source), instruction, ...generated };
}
