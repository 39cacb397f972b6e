import { describe, expect, it } from 'vitest';
import { packFiles, unpackFiles } from './packedFiles.ts';

describe('packFiles', () => {
  it('is read back by unpackFiles, empty files and names beyond ASCII too', async () => {
    const files = [
      { path: 'manifest.json', bytes: new Uint8Array([123, 125]) },
      { path: 'größe/0.data', bytes: new Uint8Array([0, 255, 7]) },
      { path: 'empty', bytes: new Uint8Array() },
    ];
    const unpacked = await unpackFiles(packFiles(files));
    const read = await Promise.all(
      unpacked.map(async ({ path, file }) => ({ path, bytes: new Uint8Array(await file.arrayBuffer()) })),
    );
    expect(read).toEqual(files);
  });

  it('packs no files into an empty listing', async () => {
    expect(await unpackFiles(packFiles([]))).toEqual([]);
  });
});
