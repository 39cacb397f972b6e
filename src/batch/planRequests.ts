import type { CandidateKey } from '../core/dataset/candidateKey.ts';
import type { DatasetItem, ImageReference } from '../core/dataset/datasetItem.ts';
import { createRequestKeys } from '../core/dataset/requestKeys.ts';
import { groupBy } from '../core/groupBy.ts';

/** A picture to score, and every candidate that is this picture. Its outcome is kept under the first of them. */
export interface PictureToScore {
  readonly image: ImageReference;
  readonly uses: readonly [CandidateKey, ...CandidateKey[]];
}

/** All pictures of one source and one instruction, or of one prompt. The model looks at what they share once. */
export interface DatasetRequest {
  readonly instruction: string;
  /** Absent in text-to-image. */
  readonly source?: ImageReference | undefined;
  readonly pictures: readonly PictureToScore[];
}

/** What there is to score in a dataset, no picture twice. Requests come in the order of their first items. */
export function planRequests(items: readonly DatasetItem[]): DatasetRequest[] {
  return [...groupBy(items, createRequestKeys()).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { instruction, source } = first;
    return [{ instruction, ...(source && { source }), pictures: picturesOf(group) }];
  });
}

function picturesOf(items: readonly DatasetItem[]): PictureToScore[] {
  const all = items.flatMap(({ line, candidates }) =>
    candidates.map(({ image }, candidate) => ({ image, key: { line, candidate } })),
  );
  return [...groupBy(all, ({ image }) => image.name).values()].flatMap(([first, ...others]) =>
    first ? [{ image: first.image, uses: [first.key, ...others.map(({ key }) => key)] as const }] : [],
  );
}

/** The requests with the pictures that `isWanted` chooses. A request without any is left out. */
export function withPictures(
  requests: readonly DatasetRequest[],
  isWanted: (picture: PictureToScore, request: DatasetRequest) => boolean,
): DatasetRequest[] {
  return requests
    .map((request) => ({ ...request, pictures: request.pictures.filter((picture) => isWanted(picture, request)) }))
    .filter(({ pictures }) => pictures.length > 0);
}

/**
 * What is to be scored for some of the items alone, by their lines. Each picture keeps its first use among all items, because
 * outcomes are kept by it. So a choice of items changes nothing that is kept.
 */
export function requestsOf(requests: readonly DatasetRequest[], lines: ReadonlySet<number>): DatasetRequest[] {
  return withPictures(requests, ({ uses }) => uses.some(({ line }) => lines.has(line)));
}

export function countPictures(requests: readonly DatasetRequest[]): number {
  return requests.reduce((sum, { pictures }) => sum + pictures.length, 0);
}

/** Part `index` of `count`, from 1. It is every count-th request, so parts are of about equal length. */
export function partOf<Request>(requests: readonly Request[], { index, count }: Part): Request[] {
  return requests.filter((_, k) => k % count === index - 1);
}

export interface Part {
  readonly index: number;
  readonly count: number;
}
