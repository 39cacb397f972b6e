import type { ImageReference } from '../../core/dataset/datasetItem.ts';
import type { EmbeddedImageReader } from './embeddedImages.ts';

type Embedded = Extract<ImageReference, { kind: 'embedded' }>;

/** A picture in a row of a parquet file. A class, so that a million of them need no functions of their own. */
export class EmbeddedImage implements Embedded {
  readonly kind = 'embedded';
  /** Which one it is, in words. */
  readonly name: string;
  readonly #reader: EmbeddedImageReader;
  readonly #column: string;
  /** From 0. */
  readonly #row: number;
  readonly #place: number | undefined;

  /** `place`: in a list, from 0. */
  constructor(reader: EmbeddedImageReader, column: string, row: number, place?: number) {
    this.name = place === undefined ? `${column} of row ${row + 1}` : `${column} ${place + 1} of row ${row + 1}`;
    this.#reader = reader;
    this.#column = column;
    this.#row = row;
    this.#place = place;
  }

  read(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#reader(this.#column, this.#row, this.#place);
  }
}
