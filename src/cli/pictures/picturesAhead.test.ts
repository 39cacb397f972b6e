import { expect, it } from 'vitest';
import type { DatasetRequest } from '../../batch/planRequests.ts';
import type { ImageProcessorConfig } from '../../core/modelPackage/imageProcessorConfig.ts';
import type { PicturePool } from './picturePool.ts';
import { PicturesAhead } from './picturesAhead.ts';
import type { PictureAnswer } from './readPicture.ts';

const file = (name: string) => ({ kind: 'file', name }) as const;

function request(name: string, count: number, source = true): DatasetRequest {
  const pictures = Array.from({ length: count }, (_, candidate) => ({
    image: file(`${name}/${candidate}.png`),
    uses: [{ line: 1, candidate }] as const,
  }));
  return { instruction: 'p', ...(source && { source: file(`${name}/source.png`) }), pictures };
}

/** A pool that notes what it is asked for; the picture's name is its digest. */
function setUp(maxPixels = 200704) {
  const asked: string[] = [];
  const answers: Record<string, PictureAnswer> = {};
  const pool: PicturePool = {
    async read(makeTask) {
      const { name } = await makeTask();
      asked.push(name);
      const image = { patches: new Float32Array(1), gridHeight: 1, gridWidth: 1 };
      return answers[name] ?? { sha256: name, image, limited: false, transparent: name.includes('clear') };
    },
    close: async () => undefined,
  };
  const config = { maxPixels } as ImageProcessorConfig;
  const transparent = new Set<string>();
  const settings = { folder: 'folder', official: config, inForce: config };
  return { asked, answers, transparent, ahead: new PicturesAhead(pool, settings, transparent) };
}

it('has the pictures of a request read before they are asked for, each once', async () => {
  const { asked, ahead } = setUp();
  const first = request('a', 2);
  ahead.begin(first);
  await expect.poll(() => asked).toEqual(['a/source.png', 'a/0.png', 'a/1.png']);
  const { source, candidates } = ahead.take(first);
  expect([source, ...candidates].map((image) => image?.name)).toEqual(asked);
  for (const image of [source, ...candidates]) {
    expect(await image?.decode()).toMatchObject({ limited: false });
    expect(image?.sha256?.()).toBe(image?.name);
  }
  expect(asked).toHaveLength(3);
});

it('reads what was not announced, and has no source where there is none', async () => {
  const { asked, ahead } = setUp();
  const { source, candidates } = ahead.take(request('a', 1, false));
  expect(source).toBeUndefined();
  await candidates[0]?.decode();
  expect(asked).toEqual(['a/0.png']);
});

it('reads no more ahead than memory holds: the others when their turn comes', async () => {
  // 63 MB each.
  const { asked, ahead } = setUp(5_250_000);
  const large = request('a', 9);
  ahead.begin(large);
  await expect.poll(() => asked).toEqual(['a/source.png', 'a/0.png', 'a/1.png', 'a/2.png']);
  await ahead.take(large).candidates[8]?.decode();
  expect(asked.slice(4)).toEqual(['a/8.png']);
});

it('reads a picture again that is asked for again: it was not kept', async () => {
  const { asked, ahead } = setUp();
  const [picture] = ahead.take(request('a', 1, false)).candidates;
  await picture?.decode();
  await picture?.decode();
  expect(asked).toEqual(['a/0.png', 'a/0.png']);
});

it('tells the failure of a picture to whoever asks for it, under its own name and with its digest', async () => {
  const { answers, ahead } = setUp();
  answers['a/0.png'] = { sha256: 'f', error: { name: 'NotAnImageError', message: 'No.', file: 'a/0.png' } };
  const [picture] = ahead.take(request('a', 1, false)).candidates;
  await expect(picture?.decode()).rejects.toMatchObject({ name: 'NotAnImageError', message: 'No.', file: 'a/0.png' });
  expect(picture?.sha256?.()).toBe('f');
});

it('notes each picture with transparent parts once, also one that is read again', async () => {
  const { ahead, transparent } = setUp();
  const { source, candidates } = ahead.take(request('clear', 1));
  await source?.decode();
  await source?.decode();
  await candidates[0]?.decode();
  await ahead.take(request('a', 1)).candidates[0]?.decode();
  expect([...transparent]).toEqual(['clear/source.png', 'clear/0.png']);
});
