import { describe, expect, it } from 'vitest';
import { entryKey } from '../core/dataset/candidateKey.ts';
import type { ImageReference } from '../core/dataset/datasetItem.ts';
import type { PictureOutcome } from '../core/dataset/pictureOutcome.ts';
import { AbortError } from '../core/errors.ts';
import { editScore } from '../testing/scoreForTest.ts';
import { checkPictures, contradictoryPicture, type PictureCheck } from './checkPictures.ts';
import type { DatasetRequest } from './planRequests.ts';

const file = (name: string) => ({ kind: 'file', name }) as const;
const inside = (name: string): ImageReference => ({ kind: 'embedded', name, read: async () => new Uint8Array() });

/** Keys are `line/candidate`. */
function request(line: number, source: ImageReference, ...edited: readonly ImageReference[]): DatasetRequest {
  const pictures = edited.map((image, candidate) => ({ image, uses: [{ line, candidate }] as const }));
  return { instruction: `p${line}`, source, pictures };
}

function scored(source?: string, edited?: string): PictureOutcome {
  const score = editScore({ mu: 1, logSigma: 0 }, { mu: 1, logSigma: 0 });
  return source === undefined && edited === undefined ? { score } : { score, sha256: { source, edited } };
}

const failed = (sha256?: { source?: string; edited?: string }): PictureOutcome => ({
  error: { name: 'E', message: 'bad' },
  ...(sha256 && { sha256 }),
});

/** `now`: digests of the files that are there. */
async function check(
  requests: readonly DatasetRequest[],
  kept: Readonly<Record<string, PictureOutcome>>,
  now: Readonly<Record<string, string>>,
  over: Partial<PictureCheck> = {},
) {
  const asked: string[] = [];
  const standings = await checkPictures({
    requests,
    outcomeOf: (key) => kept[entryKey(key)],
    async digestOf({ name }) {
      asked.push(name);
      return now[name];
    },
    ...over,
  });
  return { standings: Object.fromEntries(standings), asked };
}

describe('checkPictures', () => {
  const pair = request(1, file('s'), file('a'), file('b'));

  it('compares a picture of text-to-image by itself', async () => {
    const pictures = ['a', 'b', 'c'].map((name, candidate) => ({
      image: file(name),
      uses: [{ line: 1, candidate }] as const,
    }));
    const { standings, asked } = await check(
      [{ instruction: 'p', pictures }],
      { '1/0': scored(undefined, 'A'), '1/1': scored(undefined, 'X'), '1/2': scored() },
      { a: 'A', b: 'B', c: 'C' },
    );
    expect(standings).toEqual({ '1/0': 'same', '1/1': 'changed', '1/2': 'unknown' });
    expect(asked.toSorted()).toEqual(['a', 'b']);
  });

  it('knows swapped pictures by their bytes, and asks for each file once', async () => {
    const again = request(2, file('s'), file('b'));
    const { standings, asked } = await check(
      [pair, again],
      { '1/0': scored('S', 'A'), '1/1': scored('S', 'B'), '2/0': scored('S', 'B') },
      { s: 'S', a: 'B', b: 'A' },
    );
    expect(standings).toEqual({ '1/0': 'changed', '1/1': 'changed', '2/0': 'changed' });
    expect(asked.toSorted()).toEqual(['a', 'b', 's']);
  });

  it('takes another source for a change of all its edits', async () => {
    const { standings } = await check(
      [pair],
      { '1/0': scored('S', 'A'), '1/1': scored('S', 'B') },
      { s: 'T', a: 'A', b: 'B' },
    );
    expect(standings).toEqual({ '1/0': 'changed', '1/1': 'changed' });
  });

  it('tells what is the same, what is not there, and what was never noted', async () => {
    const kept = { '1/0': scored('S', 'A'), '1/1': scored('S', 'B'), '2/0': scored(), '3/0': scored('S', 'D') };
    const { standings } = await check(
      [pair, request(2, file('s'), file('c')), request(3, file('s'), file('d')), request(4, file('s'), file('e'))],
      kept,
      { s: 'S', a: 'A', c: 'C', d: 'X' },
    );
    expect(standings).toEqual({ '1/0': 'same', '1/1': 'missing', '2/0': 'unknown', '3/0': 'changed' });
  });

  it('does not ask for pictures that are in the dataset', async () => {
    const { standings, asked } = await check(
      [request(1, inside('s'), inside('a')), request(2, inside('s'), file('b'))],
      { '1/0': scored(), '2/0': scored(undefined, 'B') },
      { b: 'C' },
    );
    expect(standings).toEqual({ '1/0': 'same', '2/0': 'changed' });
    expect(asked).toEqual(['b']);
  });

  it('leaves a failure that noted nothing as it is, and knows of others whether their pictures are', async () => {
    const { standings } = await check(
      [pair],
      { '1/0': failed(), '1/1': failed({ source: 'S', edited: 'B' }) },
      { s: 'S', a: 'A', b: 'mended' },
    );
    expect(standings).toEqual({ '1/0': 'same', '1/1': 'changed' });
  });

  it('tells how far it is, and can be stopped', async () => {
    const controller = new AbortController();
    const heard: string[] = [];
    const many = Array.from({ length: 40 }, (_, k) => request(k, file('s'), file(`${k}`)));
    const kept = Object.fromEntries(many.map((_, k) => [`${k}/0`, scored('S', `${k}`)]));
    const stopped = check(
      many,
      kept,
      {},
      {
        signal: controller.signal,
        onStanding(_key, standing, done, total) {
          heard.push(`${standing} ${done}/${total}`);
          if (done === 3) controller.abort();
        },
      },
    );
    await expect(stopped).rejects.toThrow(AbortError);
    expect(heard.slice(0, 3)).toEqual(['missing 1/40', 'missing 2/40', 'missing 3/40']);
    expect(heard.length).toBeLessThan(12);
  });
});

describe('contradictoryPicture', () => {
  const requests = [request(1, file('s'), file('a')), request(2, file('s'), file('b'))];
  const find = (kept: Readonly<Record<string, PictureOutcome>>) =>
    contradictoryPicture(requests, (key) => kept[entryKey(key)]);

  it('is one of which there are scores under two digests', () => {
    expect(find({ '1/0': scored('S', 'A'), '2/0': scored('T', 'B') })).toBe('s');
    expect(find({ '1/0': scored('S', 'A'), '2/0': scored('S', 'B') })).toBeUndefined();
  });

  it('is none that failed or is not known', () => {
    expect(find({ '1/0': scored('S', 'A'), '2/0': failed({ source: 'T' }) })).toBeUndefined();
    expect(find({ '1/0': scored('S', 'A'), '2/0': scored() })).toBeUndefined();
  });
});
