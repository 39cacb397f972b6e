import type { ContainerBlock } from '../containerBlocks.ts';
import { joinBytes } from '../../bytes/joinBytes.ts';
import { AvifFault } from './avifFault.ts';
import { BoxReader } from './boxReader.ts';

/** An item's pieces: what their offsets are added to, and where they are listed. */
interface Pieces {
  readonly base: number;
  readonly listedAt: number;
  readonly count: number;
}

/** Where the items' bytes stand: in the file or in its `idat` box, in one piece or in several (`iloc`, ISO/IEC 14496-12, 8.11.3). */
export class ItemLocations {
  readonly #bytes: Uint8Array;
  readonly #iloc: ContainerBlock;
  readonly #offsetSize: number;
  readonly #lengthSize: number;
  readonly #indexSize: number;
  readonly #items = new Map<number, Pieces>();
  #copied = 0;

  /** `idatStart`: where the payload of `idat` starts. Throws `AvifFault`. */
  constructor(bytes: Uint8Array, iloc: ContainerBlock, idatStart: number) {
    this.#bytes = bytes;
    this.#iloc = iloc;
    const reader = new BoxReader(bytes, iloc);
    const version = reader.readVersion();
    const sizes = reader.readUint(2);
    this.#offsetSize = sizes >> 12;
    this.#lengthSize = (sizes >> 8) & 15;
    this.#indexSize = version === 0 ? 0 : sizes & 15;
    const idLength = version < 2 ? 2 : 4;
    for (let count = reader.readUint(idLength); count > 0; count--) {
      const id = reader.readUint(idLength);
      const method = version === 0 ? 0 : reader.readUint(2) & 15;
      reader.readUint(2);
      const base = reader.readUint((sizes >> 4) & 15) + (method === 1 ? idatStart : 0);
      this.#add(id, base, reader);
    }
  }

  #add(id: number, base: number, reader: BoxReader): void {
    const count = reader.readUint(2);
    const listedAt = reader.take(count * (this.#indexSize + this.#offsetSize + this.#lengthSize));
    if (!this.#items.has(id)) this.#items.set(id, { base, listedAt, count });
  }

  /** An item's bytes. Throws `AvifFault`. */
  read(id: number): Uint8Array {
    const item = this.#items.get(id);
    if (item === undefined) throw new AvifFault('it holds no picture');
    const reader = new BoxReader(this.#bytes, { ...this.#iloc, start: item.listedAt });
    if (item.count === 1) return this.#readPiece(reader, item.base);
    const pieces: Uint8Array[] = [];
    for (let k = 0; k < item.count; k++) {
      const piece = this.#readPiece(reader, item.base);
      // No byte belongs to two pieces. Else a small file could ask for any amount of memory.
      this.#copied += piece.length;
      if (piece.length === 0 || this.#copied > this.#bytes.length) throw new AvifFault('its header cannot be read');
      pieces.push(piece);
    }
    return joinBytes(pieces);
  }

  #readPiece(reader: BoxReader, base: number): Uint8Array {
    reader.take(this.#indexSize);
    const start = base + reader.readUint(this.#offsetSize);
    const length = reader.readUint(this.#lengthSize);
    if (start + length > this.#bytes.length) throw new AvifFault('the end of the file is missing');
    // Length 0: all of what follows.
    return this.#bytes.subarray(start, length === 0 ? undefined : start + length);
  }
}
