import { describe, expect, it } from 'vitest';
import type { DatasetClient } from '../../client/datasetClient.ts';
import { filesOfList } from './batchFiles.ts';
import { openDataset } from './openDataset.ts';

const client: DatasetClient = {
  read: async () => ({
    sha256: '1f',
    itemCount: 1,
    problems: [],
    notices: [],
    items: [
      {
        line: 1,
        instruction: 'p',
        source: { kind: 'file', name: 's.png' },
        candidates: [{ image: { kind: 'file', name: 'gone.png' }, model: undefined, humanScore: undefined }],
        ranks: undefined,
      },
    ],
  }),
  sample: () => Promise.reject(new Error('its columns are known')),
  readImage: () => Promise.reject(new Error('nothing is embedded')),
  prepare: () => Promise.reject(new Error('nothing is prepared')),
  digest: () => Promise.reject(new Error('nothing is kept')),
};

async function whyMissing(name: string, manifest: string, ...paths: string[]): Promise<unknown> {
  const all = [manifest, ...paths].map((path) => ({ path, file: new File([], path.replace(/.*\//, '')) }));
  const dataset = await openDataset(client, filesOfList(name, all), manifest, { onProgress: () => undefined });
  expect(dataset.missing).toEqual(['gone.png']);
  return dataset.readImage({ kind: 'file', name: 'gone.png' }).catch((error: unknown) => error);
}

describe('an image that is not there', () => {
  it('is to be put into the folder', async () => {
    expect(await whyMissing('set', 'set/d.json', 'set/s.png')).toMatchObject({
      name: 'ImageMissingError',
      message: 'gone.png is not in set. Put it there, or correct its path in d.json.',
    });
  });

  it('is to be chosen too, where there is no folder', async () => {
    expect(await whyMissing('d.json, s.png', 'd.json', 's.png')).toMatchObject({
      name: 'ImageMissingError',
      message: 'gone.png was not chosen. Choose it together with d.json, or choose the folder that holds both.',
    });
  });
});
