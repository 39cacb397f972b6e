import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import { blobFolder } from '../../packages/blobFolder.ts';
import { PackageFileError, type PackageFiles } from '../../packages/modelPackage.ts';
import { createPackageReader } from './packageReader.ts';

const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6);
const sha256 = createHash('sha256').update(bytes).digest('hex');

/** A package of one chosen file, and a reader of it that keeps what it tells. */
function openReader({ verified = false, content = bytes } = {}) {
  const manifest = { files: [{ path: 'a.data', byteLength: 6, sha256 }] } as unknown as Manifest;
  const folder = blobFolder('chosen', [{ path: 'a.data', file: new File([content], 'a.data') }]);
  const files: PackageFiles = { manifest, folder, verified };
  const seen: number[] = [];
  return { reader: createPackageReader(files, { onBytes: (count) => seen.push(count) }), seen };
}

const damaged = Uint8Array.of(1, 2, 3, 4, 5, 7);

describe('a package reader', () => {
  it('checks and counts a file once, however it is read', async () => {
    const { reader, seen } = openReader();
    await reader.check('a.data');
    expect(await reader.read('a.data')).toEqual(bytes);
    const blob = await reader.openBlob('a.data');
    expect(new Uint8Array((await blob?.slice(2, 4).arrayBuffer()) ?? [])).toEqual(Uint8Array.of(3, 4));
    expect(seen).toEqual([6]);
  });

  it.each(['check', 'read', 'openBlob'] as const)('refuses a damaged file in %s, again and again', async (method) => {
    const { reader } = openReader({ content: damaged });
    await expect(reader[method]('a.data')).rejects.toThrow(PackageFileError);
    await expect(reader[method]('a.data')).rejects.toThrow(PackageFileError);
  });

  it('takes files that were verified before as they are, and counts them as they are used', async () => {
    const { reader, seen } = openReader({ verified: true, content: damaged });
    await reader.check('a.data');
    expect(seen).toEqual([]);
    const blob = await reader.openBlob('a.data');
    expect(blob?.size).toBe(6);
    blob?.slice(0, 2);
    blob?.slice(2, 6);
    expect(seen).toEqual([2, 4]);
  });

  it('gives no Blob where there is none', async () => {
    const manifest = { files: [{ path: 'a.data', byteLength: 6, sha256 }] } as unknown as Manifest;
    const source = { name: 'a.data', byteLength: 6, slice: async (from: number, to: number) => bytes.slice(from, to) };
    const files = { manifest, folder: { name: 'disk', open: async () => source } };
    expect(await createPackageReader(files, {}).openBlob('a.data')).toBeUndefined();
  });

  it('tells when a Blob can no longer be read', async () => {
    const manifest = { files: [{ path: 'a.data', byteLength: 6, sha256 }] } as unknown as Manifest;
    const file = new File([bytes], 'a.data');
    const files = { manifest, folder: blobFolder('chosen', [{ path: 'a.data', file }]), verified: true };
    const reader = createPackageReader(files, {});
    await reader.probe('a.data');
    Object.assign(file, { slice: () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadableError')) }) });
    await expect(reader.probe('a.data')).rejects.toMatchObject({ name: 'FileReadError' });
  });
});
