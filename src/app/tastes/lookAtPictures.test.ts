import { describe, expect, it } from 'vitest';
import { digestBytes } from '../../core/bytes/sha256.ts';
import { EditRewardError } from '../../core/errors.ts';
import type { IdentifiedOutcome } from '../../core/score/outcome.ts';
import type { ScoreRequest } from '../../core/score/scoreRequest.ts';
import type { Teacher } from './tastesHost.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import { MODEL_STATUS } from '../model/modelSamples.ts';
import { lookAtPictures, statesKey } from './lookAtPictures.ts';
import type { Material, MaterialPicture } from './material.ts';

const { model } = MODEL_STATUS;

function picture(name: string, read: MaterialPicture['read'] = async () => new Blob([name])): MaterialPicture {
  return { name, read };
}

function materialOf(pictures: readonly MaterialPicture[], more: Partial<Material> = {}): Material {
  return {
    requests: [{ instruction: 'x', orientation: 'official', source: picture('s'), pictures }],
    dataset: async () => ({ name: 'votes.json', sha256: '0'.repeat(64) }),
    votesOn: () => [],
    ...more,
  };
}

/** A model that sees in a picture the code of its first letter. `stopsAt`: before it has looked at so many it ends. */
function start({ stopsAt = Infinity, isFull = false } = {}) {
  const kept = new Map<string, readonly Float32Array[]>();
  const looked: string[] = [];
  const asked: ScoreRequest[] = [];
  const progress: number[] = [];
  const controller = new AbortController();
  const score = editScore({ mu: 0, logSigma: 0 }, { mu: 0, logSigma: 0 });
  const teacher: Pick<Teacher, 'score'> = {
    async score(request, { onProgress } = {}) {
      asked.push(request);
      const outcomes = request.candidates.map(({ name }): IdentifiedOutcome => ({
        status: 'scored',
        score,
        states: [new Float32Array([name.codePointAt(0) ?? 0])],
      }));
      for (const [candidate, outcome] of outcomes.entries()) {
        if (looked.length === stopsAt) throw new EditRewardError('The worker ended.');
        looked.push(request.candidates[candidate]?.name ?? '');
        onProgress?.({ type: 'outcome', candidate, outcome });
      }
      return { outcomes };
    },
  };
  const looking = {
    model,
    teacher,
    store: {
      states: async (key: string) => kept.get(key),
      async keepStates(key: string, states: readonly Float32Array[]) {
        if (isFull) throw new DOMException('There is no room.', 'QuotaExceededError');
        kept.set(key, states);
      },
    },
  };
  const look = (material: Material) =>
    lookAtPictures(material, looking, { signal: controller.signal, onLooked: (done) => progress.push(done) });
  return { look, looked, asked, kept, progress };
}

const digest = (text: string) => digestBytes(new TextEncoder().encode(text));

describe('looking at the pictures of a dataset', () => {
  it('reads each for its digest, and looks at the same bytes once', async () => {
    const { look, looked, asked, progress } = start();
    const same = picture('a again', async () => new Blob(['a']));
    const { states, seen, missing } = await look(materialOf([picture('a'), picture('b'), same]));
    expect(looked).toEqual(['a', 'b']);
    expect(asked).toMatchObject([
      { orientation: 'official', withStates: true, instruction: 'x', source: { name: 's' } },
    ]);
    expect(states.map(([one]) => one?.[0])).toEqual(['a', 'b'].map((one) => one.codePointAt(0)));
    expect(seen).toEqual([
      {
        sourceSha256: await digest('s'),
        pictures: [
          { sha256: await digest('a'), row: 0 },
          { sha256: await digest('b'), row: 1 },
          { sha256: await digest('a'), row: 0 },
        ],
      },
    ]);
    expect(missing).toBe(0);
    expect(progress.at(-1)).toBe(3);
  });

  it('leaves out what is not there, and ends where nothing can be read any more', async () => {
    const { look, progress } = start();
    const gone = picture('b', () => Promise.reject(new EditRewardError('b is not in folder.', { file: 'b' })));
    const { seen, missing } = await look(materialOf([picture('a'), gone]));
    expect(seen[0]?.pictures.map((one) => one?.row)).toEqual([0, undefined]);
    expect(missing).toBe(1);
    expect(progress.at(-1)).toBe(2);
    const refusal = new DOMException('The folder is closed.', 'NotAllowedError');
    await expect(look(materialOf([picture('a', () => Promise.reject(refusal))]))).rejects.toBe(refusal);
  });

  it('keeps what it has seen though it ends in the middle of a request', async () => {
    const { look, kept, looked } = start({ stopsAt: 2 });
    const material = materialOf([picture('a'), picture('b'), picture('c')]);
    await expect(look(material)).rejects.toThrow('The worker ended.');
    expect(looked).toEqual(['a', 'b']);
    expect(kept.size).toBe(2);
  });

  it('goes on where the browser keeps no more', async () => {
    const { look } = start({ isFull: true });
    expect((await look(materialOf([picture('a')]))).states).toHaveLength(1);
  });
});

it('what a model saw is known by model, size and turn of pictures, instruction, source and picture', async () => {
  const request = { instruction: 'x', source: 's', orientation: 'upright' } as const;
  const keys = [
    await statesKey(model, request, 'a'),
    await statesKey({ ...model, maxPixels: 9 }, request, 'a'),
    await statesKey({ ...model, manifestSha256: '11' }, request, 'a'),
    await statesKey(model, { ...request, instruction: 'y' }, 'a'),
    await statesKey(model, { ...request, source: 't' }, 'a'),
    await statesKey(model, { ...request, orientation: 'official' }, 'a'),
    await statesKey(model, request, 'b'),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  const withTaste = { ...model, taste: { name: 'mine', sha256: 'ab' } };
  expect(await statesKey(withTaste, request, 'a')).toBe(keys[0]);
});
