import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { limitPixels } from '../core/image/modelInput/sizeForModel.ts';
import { prepareDecoded } from '../core/image/modelInput/prepareImage.ts';
import { digestBytes } from '../core/bytes/sha256.ts';
import { parseManifest } from '../core/modelPackage/manifest.ts';
import { decodeImage } from '../runtime/image/decodeImage.ts';
import { toImagesRequest } from './imagesRequest.ts';
import { preparePicture } from './preparePicture.ts';

const FILE = 'public/examples/recolor/done.png';
const { imageProcessor: official } = parseManifest(await readFile('public/models/nano/manifest.json', 'utf8'));
const input = { official, inForce: official, inputKey: 'the model' };
const bytes = new Uint8Array(await readFile(FILE));
const blob = new Blob([bytes]);

it('makes what the scorer makes of the picture, with the digest of its bytes', async () => {
  const { image, limited, sha256 } = await preparePicture(FILE, blob, input);
  const decoded = await decodeImage(bytes, FILE, 'official');
  expect(image).toEqual(prepareDecoded(decoded, official, FILE));
  expect({ limited, sha256 }).toEqual({ limited: false, sha256: await digestBytes(bytes) });
});

it('says that a limit made it smaller', async () => {
  const wide = { ...official, minPixels: 3136 };
  const narrow = { ...input, official: wide, inForce: limitPixels(wide, 12_544) };
  expect((await preparePicture(FILE, blob, narrow)).limited).toBe(true);
});

it('is used by the model that it was made for, and of an official picture alone', async () => {
  const prepared = await preparePicture(FILE, blob, input);
  const pictures = { candidates: [{ name: FILE, blob, prepared }], instruction: '', withSha256: true } as const;
  const decode = async (orientation: 'official' | 'upright', inputKey: string) => {
    const [candidate] = toImagesRequest({ ...pictures, orientation }, inputKey).candidates;
    return 'limited' in ((await candidate?.decode()) ?? {});
  };
  expect(await decode('official', 'the model')).toBe(true);
  expect(await decode('official', 'another')).toBe(false);
  expect(await decode('upright', 'the model')).toBe(false);
});
