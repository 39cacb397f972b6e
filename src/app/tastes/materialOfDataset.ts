import { planRequests } from '../../batch/planRequests.ts';
import { entryKey } from '../../core/dataset/candidateKey.ts';
import { requestKey, type DatasetItem, type ImageReference } from '../../core/dataset/datasetItem.ts';
import { judgedItems } from '../../taste/judgedItems.ts';
import { PictureGroups } from '../../taste/pictureGroups.ts';
import { votesOfItems, type CandidateFeatures } from '../../taste/votesOfItems.ts';
import type { VotedDataset } from '../keptModels/openedBatch.ts';
import type { Material, MaterialPicture, SeenRequest } from './material.ts';

/** What a dataset's judgements teach. Pictures are looked at as a batch of them is scored. */
export function materialOfDataset({ name, sha256, items: all, readImage }: VotedDataset): Material {
  const items = judgedItems(all);
  const requests = planRequests(items);
  const pictureOf = (image: ImageReference): MaterialPicture => ({ name: image.name, read: () => readImage(image) });
  const placeOf = (seen: readonly SeenRequest[]) => {
    const places = new Map<string, CandidateFeatures>();
    const groups = groupsOf(requests, seen);
    for (const [k, { pictures }] of requests.entries()) {
      for (const [place, { uses }] of pictures.entries()) {
        const known = seen[k]?.pictures[place];
        if (!known) continue;
        const features = { row: known.row, source: groups.groupOf(known.sha256) };
        for (const use of uses) places.set(entryKey(use), features);
      }
    }
    return places;
  };
  return {
    requests: requests.map(({ instruction, source, pictures }) => ({
      instruction,
      orientation: 'official',
      source: source && pictureOf(source),
      pictures: pictures.map(({ image }) => pictureOf(image)),
    })),
    dataset: async () => ({ name, sha256 }),
    votesOn(seen) {
      const places = placeOf(seen);
      return votesOfItems(items, ({ line }, candidate) => places.get(entryKey({ line, candidate })));
    },
  };
}

/** As the command line has them: of bytes, as a dataset may hold one source in many rows, each under a name of its own. */
function groupsOf(requests: readonly { readonly instruction: string }[], seen: readonly SeenRequest[]): PictureGroups {
  const groups = new PictureGroups();
  for (const [k, { instruction }] of requests.entries()) {
    const own = seen[k]?.sourceSha256 ?? instruction;
    for (const picture of seen[k]?.pictures ?? []) if (picture) groups.join([own, picture.sha256]);
  }
  return groups;
}

export interface VoteCount {
  readonly votes: number;
  readonly sources: number;
}

/** How much there is to learn from, as far as names tell. */
export function countVotes(items: readonly DatasetItem[]): VoteCount {
  const judged = judgedItems(items);
  const groups = new PictureGroups();
  for (const item of judged) {
    const own = item.source?.name ?? item.instruction;
    groups.join([own, ...item.candidates.map(({ image }) => image.name)]);
  }
  const rows = new Map<string, number>();
  const rowOf = (key: string) => {
    const row = rows.get(key) ?? rows.size;
    rows.set(key, row);
    return row;
  };
  const votes = votesOfItems(judged, (item, candidate) => {
    const name = item.candidates[candidate]?.image.name;
    return name === undefined
      ? undefined
      : { row: rowOf(`${name} ${requestKey(item)}`), source: groups.groupOf(item.source?.name ?? item.instruction) };
  });
  return { votes: votes.length, sources: new Set(votes.map(({ source }) => source)).size };
}
