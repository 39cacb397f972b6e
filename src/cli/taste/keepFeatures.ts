import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { DatasetRequest, Part } from '../../batch/planRequests.ts';
import { at } from '../../core/at.ts';
import type { ImageReference } from '../../core/dataset/datasetItem.ts';
import type { PictureDigests } from '../../core/dataset/pictureDigests.ts';
import type { ScoreProgress } from '../../core/score/scoreProgress.ts';
import type { FeatureFile } from './featureFile.ts';

/** Where features go. */
export interface KeptFeatures {
  readonly file: FeatureFile;
  /** A picture inside the dataset file is known by this and its name. */
  readonly datasetSha256: string;
}

export function featurePath(out: string, name: string, { index, count }: Part): string {
  return join(out, `${name}_features${count > 1 ? `.part-${index}-of-${count}` : ''}.bin`);
}

/** A request's pictures, by what tells them from others. */
export type RequestPictures = Pick<DatasetRequest, 'instruction' | 'source'>;

/**
 * What a picture's features are kept under: a digest of the bytes of picture and source, and of the instruction. Undefined where a
 * file's digest is not known.
 */
export function featureKey(
  { instruction, source }: RequestPictures,
  image: ImageReference,
  digests: PictureDigests,
  datasetSha256: string,
): string | undefined {
  const ofSource = source && identityOf(source, digests.source, datasetSha256);
  const ofEdit = identityOf(image, digests.edited, datasetSha256);
  if ((source && ofSource === undefined) || ofEdit === undefined) return undefined;
  const text = JSON.stringify([instruction, ofSource ?? null, ofEdit]);
  return createHash('sha256').update(text).digest('hex');
}

function identityOf({ kind, name }: ImageReference, sha256: string | undefined, dataset: string): string | undefined {
  return kind === 'embedded' ? `${dataset}#${name}` : sha256;
}

/** Keeps the features of one request as its pictures are scored. */
export class RequestFeatures {
  readonly #kept: KeptFeatures;
  readonly #request: DatasetRequest;
  /** Of pictures whose outcome has not come. */
  readonly #states = new Map<number, readonly Float32Array[]>();

  constructor(kept: KeptFeatures, request: DatasetRequest) {
    this.#kept = kept;
    this.#request = request;
  }

  hold(candidate: number, states: readonly Float32Array[]): void {
    this.#states.set(candidate, states);
  }

  /** With its outcome comes which bytes were scored. */
  settle(progress: ScoreProgress): void {
    if (progress.type !== 'outcome') return;
    const { candidate, outcome } = progress;
    const states = this.#states.get(candidate);
    this.#states.delete(candidate);
    if (!states || outcome.status !== 'scored') return;
    const { image } = at(this.#request.pictures, candidate);
    const digests = ('sha256' in outcome ? outcome.sha256 : undefined) ?? {};
    const { file, datasetSha256 } = this.#kept;
    const key = featureKey(this.#request, image, digests, datasetSha256);
    if (key !== undefined) file.add(key, states);
  }
}
