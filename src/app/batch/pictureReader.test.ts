import { expect, it } from 'vitest';
import type { ImageReference } from '../../core/dataset/datasetItem.ts';
import { resultItem } from '../../testing/resultItemForTest.ts';
import { pictureReader } from './pictureReader.ts';

it('reads sources and edits by their names, embedded ones by their own reference', async () => {
  const { item } = resultItem(1, [{ reward: 1 }], { source: 's.png' });
  const embedded: ImageReference = { kind: 'embedded', name: 'row 1', read: async () => new Uint8Array(1) };
  const candidates = [...item.candidates, { image: embedded, model: undefined, humanScore: undefined }];
  const asked: ImageReference[] = [];
  const read = pictureReader({
    items: [{ ...item, candidates }],
    readImage: async (image) => {
      asked.push(image);
      return new Blob([image.name]);
    },
  });
  expect(await (await read('s.png')).text()).toBe('s.png');
  await read('1-0.png');
  await read('row 1');
  await read('gone.png');
  expect(asked.map(({ kind }) => kind)).toEqual(['file', 'file', 'embedded', 'file']);
  expect(asked[2]).toBe(embedded);
});
