import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Dtype } from '../core/modelPackage/manifest.ts';
import { SELF_TEST_TOLERANCE } from '../core/modelPackage/selfTestTolerance.ts';
import { exampleEditors } from '../nano/exampleEditors.ts';
import { exampleFiles } from '../nano/exampleFiles.ts';
import { editrewardHere } from '../testing/commandLine.ts';
import { decodeImage } from './decodeImage.ts';

const folder = 'public/examples';
const { list, pictures } = exampleFiles();

interface Line {
  readonly reward: number;
  readonly logSigma: number;
  readonly edited: string;
  readonly editedSha256: string;
}

function readFile(...path: string[]): string {
  return readFileSync(join(...path), 'utf8');
}

function linesOf(path: string): Line[] {
  return readFile(path)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('public/examples, as `npm run examples` writes it', () => {
  it('lists the examples', () => {
    expect(JSON.parse(readFileSync(join(folder, 'examples.json'), 'utf8'))).toEqual(list);
  });

  it('holds the dataset of three editors', () => {
    expect(JSON.parse(readFileSync(join(folder, 'editors.json'), 'utf8'))).toEqual(exampleEditors());
  });

  it("holds Nano's scores of it, as it gives them now", async () => {
    const out = await mkdtemp(join(tmpdir(), 'editreward-examples-'));
    const inputs = ['--manifest', join(folder, 'editors.json'), '--model', 'public/models/nano', '--out', out];
    expect((await editrewardHere('evaluate', ...inputs)).code).toBe(0);
    const [now, kept] = [out, folder].map((place) => linesOf(join(place, 'editors_scores.jsonl')));
    const { dtype } = JSON.parse(readFile(folder, 'editors_report.json')).model;
    const tolerance = SELF_TEST_TOLERANCE[dtype as Dtype];
    await rm(out, { recursive: true });
    expect(kept?.length).toBe(18);
    for (const [place, { reward, logSigma, edited, editedSha256 }] of (now ?? []).entries()) {
      expect(kept?.[place]).toMatchObject({ edited, editedSha256 });
      expect(Math.abs((kept?.[place]?.reward ?? NaN) - reward)).toBeLessThan(tolerance);
      expect(Math.abs((kept?.[place]?.logSigma ?? NaN) - logSigma)).toBeLessThan(tolerance);
    }
  });

  it('holds the pictures and nothing else', () => {
    const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('.'));
    const others = ['examples.json', 'editors.json', 'editors_report.json', 'editors_scores.jsonl'];
    expect(found.toSorted()).toEqual([...others, ...pictures.keys()].toSorted());
  });

  it.each([...pictures])('has the drawn pixels in %s', async (path, drawn) => {
    const { image } = await decodeImage(readFileSync(join(folder, path)), path, 'official');
    expect([image.width, image.height]).toEqual([drawn.width, drawn.height]);
    expect(Buffer.compare(image.data, drawn.data)).toBe(0);
  });
});
