import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exampleFiles } from '../nano/exampleFiles.ts';
import { decodeImage } from './decodeImage.ts';

const folder = 'public/examples';
const { list, pictures } = exampleFiles();

describe('public/examples, as `npm run examples` writes it', () => {
  it('lists the examples', () => {
    expect(JSON.parse(readFileSync(join(folder, 'examples.json'), 'utf8'))).toEqual(list);
  });

  it('holds the pictures and nothing else', () => {
    const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('.'));
    expect(found.toSorted()).toEqual(['examples.json', ...pictures.keys()].toSorted());
  });

  it.each([...pictures])('has the drawn pixels in %s', async (path, drawn) => {
    const { image } = await decodeImage(readFileSync(join(folder, path)), path, 'official');
    expect([image.width, image.height]).toEqual([drawn.width, drawn.height]);
    expect(Buffer.compare(image.data, drawn.data)).toBe(0);
  });
});
