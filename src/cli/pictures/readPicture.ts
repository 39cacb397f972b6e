/** Makes the model's input of a picture's file. Any thread can do it. */
import { join } from 'node:path';
import { digestBytes } from '../../core/bytes/sha256.ts';
import type { ImagePatches } from '../../core/image/modelInput/pixelValues.ts';
import { isLimited, prepareDecoded } from '../../core/image/modelInput/prepareImage.ts';
import type { ImageProcessorConfig } from '../../core/modelPackage/imageProcessorConfig.ts';
import { toTransferred, type TransferredError } from '../../core/transferredError.ts';
import { explained } from '../../core/unexpectedError.ts';
import { readImageBytes } from '../commands/imageFile.ts';
import { decodeImage } from '../decodeImage.ts';
import { directoryFolder } from '../nodeFiles.ts';
import { hasTransparentParts } from './transparentParts.ts';

/** Where pictures are, and how the model takes them. */
export interface PictureSettings {
  /** What the paths of pictures are relative to. */
  readonly folder: string;
  /** The package's, and the same under the user's limit on the size of pictures. */
  readonly official: ImageProcessorConfig;
  readonly inForce: ImageProcessorConfig;
}

/** A picture to read; plain data, which can be posted to a thread. */
export interface PictureTask extends PictureSettings {
  readonly name: string;
  /** Those of a picture that is no file. */
  readonly bytes?: Uint8Array<ArrayBuffer> | undefined;
}

/** A picture as the model takes it, or why there is none. */
export type PictureAnswer = {
  /** Of a file: of the very bytes that were decoded, also when that failed. */
  readonly sha256: string | undefined;
} & (
  | {
      readonly image: ImagePatches;
      readonly limited: boolean;
      /** It has parts that can be seen through. */
      readonly transparent: boolean;
    }
  // An error loses its class between threads.
  | { readonly error: TransferredError }
);

/** Reads, decodes, resizes and cuts a picture as EditReward's own evaluation does: a photo as it is stored. */
export async function readPicture(task: PictureTask): Promise<PictureAnswer> {
  let sha256: string | undefined;
  try {
    const { bytes, path } = await readBytes(task);
    if (!task.bytes) sha256 = await digestBytes(bytes);
    const decoded = await decodeImage(bytes, path, 'official');
    return {
      sha256,
      image: prepareDecoded(decoded, task.inForce, task.name),
      limited: isLimited(decoded, task.official, task.inForce),
      transparent: await hasTransparentParts(bytes),
    };
  } catch (error) {
    return { sha256, error: toTransferred(explained(error, task.name)) };
  }
}

/** `path` names the picture for messages. */
async function readBytes({ name, bytes, folder }: PictureTask) {
  if (bytes) return { bytes, path: name };
  const path = join(folder, name);
  return { bytes: await readImageBytes(await directoryFolder(folder).open(name), path), path };
}
