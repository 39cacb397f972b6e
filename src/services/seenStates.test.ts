import { describe, expect, it } from 'vitest';
import type { IdentifiedOutcome } from '../core/score/outcome.ts';
import { editScore } from '../testing/scoreForTest.ts';
import type { ScoreRequest } from '../core/score/scoreRequest.ts';
import { SeenStates } from './seenStates.ts';

const input = (text: string) => ({ name: text, blob: new Blob([text]) });

function request(source: string | undefined, candidates: readonly string[], more: Partial<ScoreRequest> = {}) {
  const pictures = { source: source === undefined ? undefined : input(source), candidates: candidates.map(input) };
  return { ...pictures, instruction: 'x', orientation: 'upright', ...more } as const satisfies ScoreRequest;
}

const states = (value: number) => [new Float32Array([value])];

describe('what a model saw', () => {
  it('is found by the bytes of source and picture, in any order and under any name', async () => {
    const seen = new SeenStates();
    const former = request('s', ['a', 'b']);
    seen.add(former, 0, states(1));
    seen.add(former, 1, states(2));
    expect(await seen.find(request('s', ['b', 'c', 'a']))).toEqual(
      new Map([
        [0, states(2)],
        [2, states(1)],
      ]),
    );
  });

  it('is of one source, text and turn alone', async () => {
    const seen = new SeenStates();
    seen.add(request('s', ['a']), 0, states(1));
    const others = [
      request('t', ['a']),
      request(undefined, ['a']),
      request('s', ['a'], { instruction: 'y' }),
      request('s', ['a'], { orientation: 'official' }),
    ];
    for (const other of others) expect((await seen.find(other)).size).toBe(0);
    expect((await seen.find(request('s', ['a']))).size).toBe(1);
  });

  it('is forgotten with the model', async () => {
    const seen = new SeenStates();
    seen.add(request('s', ['a']), 0, states(1));
    seen.clear();
    expect((await seen.find(request('s', ['a']))).size).toBe(0);
  });

  it('is held of the last 256 pictures', async () => {
    const seen = new SeenStates();
    for (let k = 0; k < 257; k++) seen.add(request('s', [`picture ${k}`]), 0, states(k));
    const found = await seen.find(request('s', ['picture 0', 'picture 1', 'picture 256']));
    expect([...found.keys()]).toEqual([1, 2]);
  });

  it('is scored again by the heads in use alone', async () => {
    const seen = new SeenStates();
    seen.add(request('s', ['a', 'b']), 1, states(7));
    const heads = {
      read: async (all: readonly (readonly Float32Array[])[]) =>
        all.map((of) => editScore({ mu: of[0]?.[0] ?? 0, logSigma: 0 }, { mu: 0, logSigma: 0 })),
    };
    const outcomes = new Map<number, IdentifiedOutcome>();
    await seen.recall(request('s', ['a', 'b']), heads, outcomes);
    const score = editScore({ mu: 7, logSigma: 0 }, { mu: 0, logSigma: 0 });
    expect(outcomes).toEqual(new Map([[1, { status: 'scored', score, states: states(7) }]]));
  });

  it('is not held of a batch', async () => {
    const seen = new SeenStates();
    seen.add(request('s', ['a'], { withSha256: true }), 0, states(1));
    expect((await seen.find(request('s', ['a']))).size).toBe(0);
  });

  it('is not found where a file is there no more', async () => {
    const seen = new SeenStates();
    const gone = Object.assign(new Blob(['a']), { arrayBuffer: () => Promise.reject(new Error('gone')) });
    seen.add({ ...request('s', []), candidates: [{ name: 'a', blob: gone }] }, 0, states(1));
    expect((await seen.find(request('s', ['a']))).size).toBe(0);
  });
});
