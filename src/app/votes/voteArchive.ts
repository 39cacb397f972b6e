import { downloadZip } from 'client-zip';
import type { Vote, VotedPicture } from '../../core/votes/vote.ts';
import { pathOfPicture, votesDataset } from '../../formats/votes/votesDataset.ts';

const DATASET = 'votes.jsonl';

/**
 * A zip file with the votes as a dataset, and with their pictures beside it, as Batch and Benchmark read them once it is
 * unpacked. A picture that is kept no more is left out.
 */
export function voteArchive(
  votes: readonly Vote[],
  readPicture: (sha256: string) => Promise<Blob | undefined>,
): Promise<Blob> {
  return downloadZip(filesOf(votes, readPicture)).blob();
}

async function* filesOf(votes: readonly Vote[], readPicture: (sha256: string) => Promise<Blob | undefined>) {
  yield { name: DATASET, input: votesDataset(votes) };
  // The same picture may have been voted on under two names.
  const paths = new Map(votes.flatMap(picturesOf).map((picture) => [pathOfPicture(picture), picture.sha256]));
  for (const [name, sha256] of paths) {
    const input = await readPicture(sha256);
    if (input) yield { name, input };
  }
}

function picturesOf({ source, candidates }: Vote): readonly VotedPicture[] {
  return source ? [source, ...candidates] : candidates;
}
