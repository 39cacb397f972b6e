import { describe, expect, it } from 'vitest';
import { blobFolder, blobSource } from './blobFolder.ts';

describe('blobFolder', () => {
  const file = new File(['weights'], 'model.bin', { lastModified: 7 });

  it('opens files by their path, and knows when one was changed', async () => {
    const folder = blobFolder('chosen', [{ path: 'weights/model.bin', file }]);
    const source = await folder.open('weights/model.bin');
    expect(source).toMatchObject({ name: 'weights/model.bin', byteLength: 7, version: '7' });
    expect(new TextDecoder().decode(await source?.slice(0, 3))).toBe('wei');
    expect(await folder.open('model.bin')).toBeUndefined();
  });

  it('says of a file that is gone to choose it again', async () => {
    const gone = Object.assign(new Blob(['x']), { slice: () => ({ arrayBuffer: () => Promise.reject(new Error()) }) });
    await expect(blobSource('a.bin', gone as unknown as Blob).slice(0, 1)).rejects.toMatchObject({
      name: 'FileReadError',
      file: 'a.bin',
    });
  });
});
