import type { ImageReference } from '../../../core/dataset/datasetItem.ts';
import { AbortError } from '../../../core/errors.ts';
import { RecentlyUsed } from '../../../core/recentlyUsed.ts';

/** A picture made small; the browser's `ImageBitmap` is one. */
export interface SmallPicture {
  readonly width: number;
  readonly height: number;
  close(): void;
}

/** Small pictures of the rows in sight. Those seen last are kept; pixels of an evicted one are gone, so draw it at once. */
export interface Thumbnails<Picture extends SmallPicture> {
  /** Undefined when it has to be loaded. */
  get(name: string): Picture | undefined;
  /** Rejects with `AbortError` on `signal`, and with what keeps the picture from being read. */
  load(image: ImageReference, signal: AbortSignal): Promise<Picture>;
  /** Releases all. */
  clear(): void;
}

/** Some screens of rows: a few MB at 80 px each. */
const CAPACITY = 400;
/** Decoded at once: more would only wait for each other, each with a whole picture in memory. */
const PARALLEL = 3;

interface Waiting<Picture> {
  readonly image: ImageReference;
  readonly signal: AbortSignal;
  readonly resolve: (picture: Picture) => void;
  readonly reject: (reason: unknown) => void;
}

export function createThumbnails<Picture extends SmallPicture>(
  decode: (image: ImageReference) => Promise<Picture>,
  capacity = CAPACITY,
): Thumbnails<Picture> {
  return new ThumbnailCache(decode, capacity);
}

class ThumbnailCache<Picture extends SmallPicture> implements Thumbnails<Picture> {
  readonly #decode: (image: ImageReference) => Promise<Picture>;
  readonly #pictures: RecentlyUsed<Picture>;
  #waiting: Waiting<Picture>[] = [];
  #decoding = 0;

  constructor(decode: (image: ImageReference) => Promise<Picture>, capacity: number) {
    this.#decode = decode;
    this.#pictures = new RecentlyUsed({ capacity, onEvict: (picture) => picture.close() });
  }

  get(name: string): Picture | undefined {
    return this.#pictures.get(name);
  }

  load(image: ImageReference, signal: AbortSignal): Promise<Picture> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ image, signal, resolve, reject });
      if (this.#decoding < PARALLEL) void this.#work();
    });
  }

  clear(): void {
    for (const { reject } of this.#waiting) reject(new AbortError());
    this.#waiting = [];
    this.#pictures.clear();
  }

  async #work(): Promise<void> {
    this.#decoding += 1;
    // The one asked for last is in sight most likely.
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) await this.#answer(next);
    this.#decoding -= 1;
  }

  async #answer({ image, signal, resolve, reject }: Waiting<Picture>): Promise<void> {
    if (signal.aborted) return reject(new AbortError());
    try {
      const picture = this.#pictures.get(image.name) ?? (await this.#decode(image));
      this.#keep(image.name, picture);
      resolve(picture);
    } catch (error) {
      reject(error);
    }
  }

  /** Another may have decoded the same picture meanwhile. */
  #keep(name: string, picture: Picture): void {
    const former = this.#pictures.peek(name);
    if (former !== picture) former?.close();
    this.#pictures.set(name, picture);
  }
}
