import type { DatasetRequest } from '../../batch/planRequests.ts';
import type { ImageReference } from '../../core/dataset/datasetItem.ts';
import { fromTransferred } from '../../core/remoteError.ts';
import type { ImagesRequest, LazyImage } from '../../runtime/scoring/scoreRequest.ts';
import type { PicturePool } from './picturePool.ts';
import type { PictureAnswer, PictureSettings, PictureTask } from './readPicture.ts';

/**
 * What pictures that are ready before their turn may take of memory, as patches. Those of a model that sees 448 x 448
 * pixels take 2.4 MB each, so a whole request is ready; those of one that sees 1024 x 1024 take 12.6 MB.
 */
const AHEAD_BYTES = 256e6;
const BYTES_PER_PIXEL = 3 * 4;

/** The pictures of a request, in the form in which they are scored. */
export type RequestPictures = Pick<ImagesRequest, 'source' | 'candidates'>;

/** Reads the pictures of a request before it is scored, while another one is. */
export class PicturesAhead {
  readonly #pool: PicturePool;
  readonly #settings: PictureSettings;
  readonly #transparent: Set<string>;
  readonly #begun = new Map<DatasetRequest, readonly AheadPicture[]>();

  /** `transparent` gets the names of pictures with transparent parts. */
  constructor(pool: PicturePool, settings: PictureSettings, transparent: Set<string>) {
    this.#pool = pool;
    this.#settings = settings;
    this.#transparent = transparent;
  }

  /** Begins to read as many of the request's pictures as may be in memory, the source first. */
  begin(request: DatasetRequest): void {
    if (this.#begun.has(request)) return;
    const pictures = imagesOf(request).map((image) => new AheadPicture(image.name, () => this.#read(image)));
    this.#begun.set(request, pictures);
    for (const picture of pictures.slice(0, this.#picturesAhead())) picture.begin();
  }

  /** Hands the pictures of a request over: they are not kept here any more. */
  take(request: DatasetRequest): RequestPictures {
    this.begin(request);
    const pictures = this.#begun.get(request) ?? [];
    this.#begun.delete(request);
    const candidates = pictures.slice(request.source ? 1 : 0);
    return { source: request.source && pictures[0], candidates };
  }

  #picturesAhead(): number {
    return Math.max(1, Math.floor(AHEAD_BYTES / (this.#settings.inForce.maxPixels * BYTES_PER_PIXEL)));
  }

  async #read(image: ImageReference): Promise<PictureAnswer> {
    const answer = await this.#pool.read(() => this.#task(image));
    if ('image' in answer && answer.transparent) this.#transparent.add(image.name);
    return answer;
  }

  async #task(image: ImageReference): Promise<PictureTask> {
    const bytes = image.kind === 'file' ? undefined : await image.read();
    return { ...this.#settings, name: image.name, bytes };
  }
}

function imagesOf({ source, pictures }: DatasetRequest): ImageReference[] {
  const candidates = pictures.map(({ image }) => image);
  return source ? [source, ...candidates] : candidates;
}

/** A picture that may be ready when it is asked for. */
class AheadPicture implements LazyImage {
  readonly name: string;
  readonly #read: () => Promise<PictureAnswer>;
  #reading: Promise<PictureAnswer> | undefined;
  #sha256: string | undefined;

  constructor(name: string, read: () => Promise<PictureAnswer>) {
    this.name = name;
    this.#read = read;
  }

  begin(): Promise<PictureAnswer> {
    this.#reading ??= this.#read();
    // Whoever asks for the picture hears of a failure. When a run ends early, nobody asks.
    this.#reading.catch(() => undefined);
    return this.#reading;
  }

  /** Asked once more, it is read once more: what was handed over is not kept. */
  readonly decode: LazyImage['decode'] = async () => {
    const answer = await this.begin().finally(() => (this.#reading = undefined));
    this.#sha256 = answer.sha256;
    if ('error' in answer) throw fromTransferred(answer.error);
    return { image: answer.image, limited: answer.limited };
  };

  readonly sha256 = (): string | undefined => this.#sha256;
}
