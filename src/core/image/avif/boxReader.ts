import { type ContainerBlock, isoBoxes } from '../containerBlocks.ts';
import { viewOf } from '../imageFormat.ts';
import { AvifFault } from './avifFault.ts';

/** Reads the fields of a box one after another. Throws `AvifFault` at the end of the file or of the box. */
export class BoxReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, box: ContainerBlock) {
    if (box.end > bytes.length) throw new AvifFault('the end of the file is missing');
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
    this.#at = box.start;
    this.#end = box.end;
  }

  /** The version of a full box; its flags are passed over. */
  readVersion(): number {
    return this.readUint(4) >>> 24;
  }

  /** `length`: 0 to 8 bytes. */
  readUint(length: number): number {
    const from = this.take(length);
    let value = 0;
    for (let k = 0; k < length; k++) value = value * 256 + this.#view.getUint8(from + k);
    return value;
  }

  /** The rest of the box. */
  readRest(): Uint8Array {
    return this.#bytes.subarray(this.#at, this.#end);
  }

  /** The boxes in the rest. */
  children(): readonly ContainerBlock[] {
    return [...isoBoxes(this.#bytes, this.#at, this.#end)];
  }

  /** Moves on; the offset of what was passed. */
  take(length: number): number {
    const from = this.#at;
    this.#at += length;
    if (this.#at > this.#end) throw new AvifFault('its header cannot be read');
    return from;
  }
}

/** The first box of a type. Throws `AvifFault` where there is none. */
export function boxOf(boxes: readonly ContainerBlock[], type: string): ContainerBlock {
  const box = boxes.find((candidate) => candidate.type === type);
  if (box === undefined) throw new AvifFault('its header cannot be read');
  return box;
}
