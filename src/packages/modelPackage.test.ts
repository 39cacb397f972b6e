import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { memoryFolder } from '../testing/memoryFolder.ts';
import { AbortError } from '../core/errors.ts';
import type { Manifest } from '../core/modelPackage/manifest.ts';
import { blobFolder, FileReadError } from './blobFolder.ts';
import { openPackageFile, PackageFileError, readPackageFile, type PackageFiles } from './modelPackage.ts';

const bytes = Uint8Array.of(1, 2, 3, 4);
const sha256 = createHash('sha256').update(bytes).digest('hex');

/** A package of one file; all else of its manifest is not read here. */
function packageOf(
  found: Record<string, Uint8Array>,
  listed = { path: 'a.data', byteLength: 4, sha256 },
): PackageFiles {
  return { manifest: { files: [listed] } as unknown as Manifest, folder: memoryFolder('the folder', found) };
}

describe('reading a package file', () => {
  it('gives the bytes when the digest is right, and tells how many were read', async () => {
    const read: number[] = [];
    const files = packageOf({ 'a.data': bytes });
    expect(await readPackageFile(files, 'a.data', { onBytes: (count) => read.push(count) })).toEqual(bytes);
    expect(read).toEqual([4]);
    const source = await openPackageFile(files, 'a.data');
    expect(await source.slice(1, 3)).toEqual(Uint8Array.of(2, 3));
  });

  it.each([
    ['is missing', {}, 'a.data is missing from the folder. Copy or download the model package again.'],
    [
      'has another length',
      { 'a.data': bytes.subarray(1) },
      'a.data has 3 bytes; the manifest says 4. Copy or download this file again.',
    ],
    [
      'has a wrong byte',
      { 'a.data': Uint8Array.of(1, 2, 3, 5) },
      'a.data is damaged: its SHA-256 is not the one in the manifest. Copy or download this file again.',
    ],
  ])('refuses a file that %s', async (_what, found, message) => {
    await expect(readPackageFile(packageOf(found), 'a.data')).rejects.toThrow(
      new PackageFileError(message, { file: 'a.data' }),
    );
  });

  it('refuses a file that the manifest does not list', async () => {
    await expect(readPackageFile(packageOf({ 'b.data': bytes }), 'b.data')).rejects.toThrow(
      'manifest.json uses b.data but does not list it. Convert the checkpoint again.',
    );
  });

  it('stops when it is cancelled', async () => {
    const options = { signal: AbortSignal.abort() };
    await expect(readPackageFile(packageOf({ 'a.data': bytes }), 'a.data', options)).rejects.toThrow(AbortError);
  });
});

describe('a chosen file that changed since', () => {
  it('says so, instead of looking like a fault of the device', async () => {
    const file = new File([bytes], 'a.data');
    Object.assign(file, { slice: () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadableError')) }) });
    const source = await blobFolder('chosen', [{ path: 'a.data', file }]).open('a.data');
    await expect(source?.slice(0, 4)).rejects.toThrow(FileReadError);
    await expect(source?.slice(0, 4)).rejects.toThrow('a.data can no longer be read: it was moved or changed');
  });
});
