import type { DatasetRequest } from '../../batch/planRequests.ts';
import type { ImageReference } from '../../core/dataset/datasetItem.ts';
import type { PreparableInput, PreparedInput } from '../../core/score/preparedInput.ts';

/** Makes the model's input of a picture in another worker. */
export interface PicturePreparer {
  prepare(name: string, blob: Blob): Promise<PreparedInput>;
  /** So many pictures of a request are made ready; the others are read when they are asked for. */
  readonly most: number;
}

type ReadImage = (image: ImageReference) => Promise<Blob>;

/** Makes the pictures of a request ready before it is scored, while another one is. */
export class InputsAhead {
  readonly #readImage: ReadImage;
  readonly #preparer: PicturePreparer | undefined;
  readonly #begun = new Map<DatasetRequest, ReadonlyMap<ImageReference, Promise<PreparableInput>>>();
  /** Pictures are read one after the other, in the order in which they are scored. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(readImage: ReadImage, preparer: PicturePreparer | undefined) {
    this.#readImage = readImage;
    this.#preparer = preparer;
  }

  begin(request: DatasetRequest): void {
    const preparer = this.#preparer;
    if (!preparer) return;
    const images = imagesOf(request).slice(0, preparer.most);
    this.#begun.set(request, new Map(images.map((image) => [image, this.#inTurn(image, preparer)])));
  }

  /** Hands a request's pictures over. One that was not begun is read when it is asked for. */
  take(request: DatasetRequest): (image: ImageReference) => Promise<PreparableInput> {
    const begun = this.#begun.get(request);
    this.#begun.delete(request);
    return (image) => begun?.get(image) ?? this.#read(image);
  }

  #inTurn(image: ImageReference, preparer: PicturePreparer): Promise<PreparableInput> {
    const reading = this.#last.then(() => this.#prepare(image, preparer));
    // Whoever asks for the picture hears of a failure. When a run ends early, nobody asks.
    this.#last = reading.catch(() => undefined);
    return reading;
  }

  /** What cannot be made ready is read by the scorer, which says why it cannot. */
  async #prepare(image: ImageReference, preparer: PicturePreparer): Promise<PreparableInput> {
    const input = await this.#read(image);
    const prepared = await preparer.prepare(input.name, input.blob).catch(() => undefined);
    return { ...input, prepared };
  }

  async #read(image: ImageReference): Promise<PreparableInput> {
    return { name: image.name, blob: await this.#readImage(image) };
  }
}

function imagesOf({ source, pictures }: DatasetRequest): ImageReference[] {
  const candidates = pictures.map(({ image }) => image);
  return source ? [source, ...candidates] : candidates;
}
