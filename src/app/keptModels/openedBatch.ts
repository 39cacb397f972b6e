import type { DatasetItem, ImageReference } from '../../core/dataset/datasetItem.ts';
import type { CalibrationSample } from '../../core/keptModels/calibrationSample.ts';
import type { ModelLocation } from '../../core/modelPackage/modelLocation.ts';

/** What is compared: a model that scores the batch, or a file of scores of the same pictures. */
export type Contender =
  | { readonly kind: 'model'; readonly label: string; readonly location: ModelLocation }
  | { readonly kind: 'results'; readonly file: File };

/** Where a comparison stands: what is under way, and how far it is where that is known. */
export interface ClosenessStep {
  readonly text: string;
  readonly done?: number | undefined;
  readonly total?: number | undefined;
}

/** How close two models are, as it is shown. */
export interface ClosenessResult {
  readonly title: string;
  readonly sections: readonly ClosenessSection[];
  /** All of it as a document, with the digests of its data and the command that makes it again. */
  readonly markdown: string;
  readonly json: string;
}

export interface ClosenessSection {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly table?: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] } | undefined;
}

export interface ClosenessHooks {
  readonly signal: AbortSignal;
  readonly onStep: (step: ClosenessStep) => void;
}

/** A dataset with what people said of its pictures, to learn from. */
export interface VotedDataset {
  readonly name: string;
  readonly sha256: string;
  /** As they count, where a choice of the user says whom people preferred. */
  readonly items: readonly DatasetItem[];
  readonly readImage: (image: ImageReference) => Promise<Blob>;
}

/** The batch that is open with its pictures, as the Batch page lends it to what is done with models. */
export interface OpenedBatch {
  /** Of its dataset. */
  readonly name: string;
  /** The digest of its dataset. */
  readonly sha256: string;
  /** A picture of it, by its name. Rejects when it cannot be read. */
  readonly readPicture: (name: string) => Promise<Blob>;
  /** As its judgements count now. */
  voted(): VotedDataset;
  /** Pictures that a conversion is calibrated with, spread over it. Rejects when one cannot be read. */
  samples(): Promise<readonly CalibrationSample[]>;
  /**
   * Scores it with two models, one after the other, as far as they have not, and compares. What is scored is kept. Rejects with why
   * a model could not be loaded or the batch not be scored, and with `AbortError`.
   */
  compare(first: Contender, second: Contender, hooks: ClosenessHooks): Promise<ClosenessResult>;
}
