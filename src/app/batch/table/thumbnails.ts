import type { ImageReference } from '../../../core/dataset/datasetItem.ts';
import { AbortError } from '../../../core/errors.ts';

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
  /** Used last, last. */
  const pictures = new Map<string, Picture>();
  let waiting: Waiting<Picture>[] = [];
  let decoding = 0;

  function touch(name: string, picture: Picture): void {
    pictures.delete(name);
    pictures.set(name, picture);
  }

  function keep(name: string, picture: Picture): void {
    const former = pictures.get(name);
    if (former !== picture) former?.close();
    touch(name, picture);
    const [oldest] = pictures;
    if (pictures.size > capacity && oldest) {
      oldest[1].close();
      pictures.delete(oldest[0]);
    }
  }

  /** The one asked for last is in sight most likely. */
  async function work(): Promise<void> {
    decoding += 1;
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { image, signal, resolve, reject } = next;
      if (signal.aborted) {
        reject(new AbortError());
        continue;
      }
      try {
        const picture = pictures.get(image.name) ?? (await decode(image));
        keep(image.name, picture);
        resolve(picture);
      } catch (error) {
        reject(error);
      }
    }
    decoding -= 1;
  }

  return {
    get(name) {
      const picture = pictures.get(name);
      if (picture) touch(name, picture);
      return picture;
    },
    load: (image, signal) =>
      new Promise((resolve, reject) => {
        waiting.push({ image, signal, resolve, reject });
        if (decoding < PARALLEL) void work();
      }),
    clear() {
      for (const { reject } of waiting) reject(new AbortError());
      waiting = [];
      for (const picture of pictures.values()) picture.close();
      pictures.clear();
    },
  };
}
