import { readAll } from '../core/bytes/bytes.ts';
import { digestBytes } from '../core/bytes/sha256.ts';
import { isLimited, prepareDecoded } from '../core/image/modelInput/prepareImage.ts';
import type { ModelInputSettings, PreparedInput } from '../core/score/preparedInput.ts';
import { blobSource } from '../packages/blobFolder.ts';
import { decodeImage } from '../runtime/image/decodeImage.ts';

/** What a scorer makes of a picture of a dataset before it scores it: a photo as it is stored. */
export async function preparePicture(
  name: string,
  file: Blob,
  { official, inForce, inputKey }: ModelInputSettings,
): Promise<PreparedInput> {
  const bytes = await readAll(blobSource(name, file));
  const sha256 = await digestBytes(bytes);
  const decoded = await decodeImage(bytes, name, 'official');
  const image = prepareDecoded(decoded, inForce, name);
  return { image, limited: isLimited(decoded, official, inForce), sha256, inputKey };
}
