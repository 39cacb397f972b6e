import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import type { TasteTraining } from '../../taste/package/tasteSchema.ts';
import type { Vote as LearnedVote } from '../../taste/trainingSet.ts';

/** What a taste is trained from: votes on pictures, and where those are. */
export interface Material {
  /** What is looked at together: each picture once. */
  readonly requests: readonly MaterialRequest[];
  /** For the taste's record. */
  dataset(): Promise<TasteTraining['dataset']>;
  /** The votes on what the model has seen. `seen` is in the order of the requests. */
  votesOn(seen: readonly SeenRequest[]): readonly LearnedVote[];
}

export interface MaterialRequest {
  readonly instruction: string;
  /** As whoever voted has seen the pictures, or as a batch of them is scored. */
  readonly orientation: ImageOrientation;
  /** Undefined in text-to-image. */
  readonly source: MaterialPicture | undefined;
  readonly pictures: readonly MaterialPicture[];
}

export interface MaterialPicture {
  readonly name: string;
  /** Of its bytes, where that is known without reading them. */
  readonly sha256?: string | undefined;
  /** Undefined if it is kept no more. Rejects where it cannot be read. */
  read(): Promise<Blob | undefined>;
}

/** What the model has seen of a request. */
export interface SeenRequest {
  /** Undefined in text-to-image, and where no source could be read. */
  readonly sourceSha256: string | undefined;
  /** In the request's order; undefined where there is nothing to learn from: it was not there, or was refused. */
  readonly pictures: readonly (SeenPicture | undefined)[];
}

export interface SeenPicture {
  readonly sha256: string;
  /** Its place among what the heads read. */
  readonly row: number;
}
