import { planRequests, withPictures, type DatasetRequest } from '../../batch/planRequests.ts';
import { digestBytes } from '../../core/bytes/sha256.ts';
import { entryKey } from '../../core/dataset/candidateKey.ts';
import type { DatasetItem, ImageReference } from '../../core/dataset/datasetItem.ts';
import { PictureGroups } from '../../taste/pictureGroups.ts';
import type { FindFeatures } from '../../taste/votesOfItems.ts';
import type { FeatureFile } from './featureFile.ts';
import { featureKey } from './keepFeatures.ts';

/** Candidates of a dataset, by what their features are kept under. */
export interface KeyedCandidates {
  readonly requests: readonly DatasetRequest[];
  /** By {@link entryKey} of each use: under which its features are, and the group that its pictures are of. */
  readonly candidates: ReadonlyMap<string, { readonly key: string; readonly group: string }>;
  /** Pictures that cannot be looked at, since they or their sources are not there: the line and the file. */
  readonly missing: readonly { readonly line: number; readonly name: string }[];
}

type DigestOf = (image: ImageReference) => Promise<string | undefined>;

/**
 * Reads the digest of every picture once; `digestOfFile` has that of a file. A candidate whose picture or source is not there is left out, and told of. Groups
 * are of bytes: a dataset may hold one source in many rows, each under a name of its own.
 */
export async function keyCandidates(
  items: readonly DatasetItem[],
  datasetSha256: string,
  digestOfFile: DigestOf,
): Promise<KeyedCandidates> {
  const requests = planRequests(items);
  const digests = new Map<string, string | undefined>();
  const known = async (image: ImageReference) => {
    const key = `${image.kind} ${image.name}`;
    if (!digests.has(key)) digests.set(key, await digestOf(image, digestOfFile));
    return digests.get(key);
  };
  const groups = new PictureGroups();
  const missing: { line: number; name: string }[] = [];
  const found: { readonly use: string; readonly key: string; readonly image: string }[] = [];
  for (const request of requests) {
    const { source } = request;
    const ofSource = source && (await known(source));
    for (const { image, uses } of request.pictures) {
      const edited = await known(image);
      const key = featureKey(request, image, { source: ofSource, edited }, datasetSha256);
      if (key === undefined || edited === undefined) {
        const { name } = source && ofSource === undefined ? source : image;
        missing.push({ line: uses[0].line, name });
        continue;
      }
      groups.join([ofSource ?? request.instruction, edited]);
      found.push(...uses.map((use) => ({ use: entryKey(use), key, image: edited })));
    }
  }
  const candidates = new Map(found.map(({ use, key, image }) => [use, { key, group: groups.groupOf(image) }]));
  return { requests, candidates, missing };
}

/** One that cannot be read is told of when it is scored. */
async function digestOf(image: ImageReference, digestOfFile: DigestOf): Promise<string | undefined> {
  return image.kind === 'file' ? digestOfFile(image) : image.read().then(digestBytes, () => image.name);
}

/** What is to be scored, because the file has no features of it. */
export function withoutFeatures({ requests, candidates }: KeyedCandidates, file: FeatureFile): DatasetRequest[] {
  return withPictures(requests, ({ uses: [first] }) => {
    const key = candidates.get(entryKey(first))?.key;
    return key !== undefined && !file.has(key);
  });
}

/** Rows of features for the candidates that have them, and the keys of the rows. */
export function featureRows(
  { candidates }: KeyedCandidates,
  file: Pick<FeatureFile, 'has'>,
): { readonly find: FindFeatures; readonly keys: readonly string[] } {
  const rows = new Map<string, number>();
  for (const { key } of candidates.values()) if (file.has(key) && !rows.has(key)) rows.set(key, rows.size);
  const find: FindFeatures = ({ line }, candidate) => {
    const known = candidates.get(entryKey({ line, candidate }));
    const row = known && rows.get(known.key);
    return known && row !== undefined ? { row, source: known.group } : undefined;
  };
  return { find, keys: [...rows.keys()] };
}
