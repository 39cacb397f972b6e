import type { Dtype, Manifest } from '../modelPackage/manifest.ts';
import type { ModelOrigin } from '../modelPackage/modelLocation.ts';

/** What `manifest.json` alone says of a model. */
export interface ModelDescription {
  /** SHA-256 of `manifest.json`: it names the model here and, as `{ kind: 'stored', id }`, for the scorer. */
  readonly id: string;
  /** Its name (`id`), dtype, licence, source, layers, shards and files. */
  readonly manifest: Manifest;
  /** Length of all files together. */
  readonly byteLength: number;
  readonly origin: ModelOrigin;
}

/** A model of which at least the manifest is kept. */
export interface StoredModel extends ModelDescription {
  /** Bytes that are here. */
  readonly storedBytes: number;
  /** Every file is here and has the digest that the manifest says: it can be loaded. Otherwise it can be resumed. */
  readonly complete: boolean;
  /** Being downloaded, imported, exported or removed, in this tab or another. */
  readonly busy: boolean;
}

/** A conversion that was stopped. Converting the same again goes on where it was. */
export interface UnfinishedConversion {
  /** By which it is removed. */
  readonly id: string;
  readonly name: string;
  readonly dtype: Dtype;
  /** With pictures: it goes on with the same ones alone. */
  readonly calibrated?: boolean | undefined;
  readonly storedBytes: number;
  readonly busy: boolean;
}

/** All that is kept. */
export interface StoreContents {
  readonly models: readonly StoredModel[];
  readonly conversions: readonly UnfinishedConversion[];
}
