import { afterEach, describe, expect, it, vi } from 'vitest';
import { editScore } from '../testing/scoreForTest.ts';
import type { CandidateOutcome, ScoreResult } from '../core/score/outcome.ts';
import type { ScoreProgress } from '../core/score/scoreProgress.ts';
import type { ScoreRequest } from '../core/score/scoreRequest.ts';
import { scorePictures, type ScoreInput } from './scorePictures.ts';

const scoreOf = (mu: number): CandidateOutcome => ({
  status: 'scored',
  score: editScore({ mu, logSigma: 0 }, { mu, logSigma: 0 }),
});
const INPUT: ScoreInput = {
  source: new File(['s'], 'source.png'),
  candidates: [new File(['a'], 'a.png'), 'https://example.org/gone.png?v=1', new Blob(['b'])],
  instruction: 'add a hat',
};

/** A scorer that gives each picture its place among those it got, and tells of the last. */
function createScorer() {
  const requests: ScoreRequest[] = [];
  const score = async (
    request: ScoreRequest,
    { onProgress }: { onProgress?: ((progress: ScoreProgress) => void) | undefined },
  ): Promise<ScoreResult> => {
    requests.push(request);
    const last = request.candidates.length - 1;
    onProgress?.({ type: 'stage', stage: 'decoding', candidate: undefined, done: 0, total: 2 });
    onProgress?.({ type: 'outcome', candidate: last, outcome: scoreOf(last) });
    return { outcomes: request.candidates.map((_, index) => scoreOf(index)) };
  };
  return { requests, score };
}

function answerEveryAddress(status: number): void {
  vi.stubGlobal('fetch', async () => new Response('picture', { status }));
}
afterEach(() => vi.unstubAllGlobals());

describe('scorePictures', () => {
  it('reads addresses, and names pictures by file, address or place', async () => {
    answerEveryAddress(200);
    const { requests, score } = createScorer();
    await scorePictures(INPUT, {}, score);
    const [request] = requests;
    expect(request?.candidates.map(({ name }) => name)).toEqual(['a.png', 'gone.png', 'candidate 3']);
    expect(await request?.candidates[1]?.blob.text()).toBe('picture');
    expect(request?.orientation).toBe('upright');
  });

  it('makes an outcome of a candidate that cannot be read, and keeps the places of the others', async () => {
    answerEveryAddress(404);
    const progress: (number | undefined)[] = [];
    const { outcomes } = await scorePictures(
      INPUT,
      { onProgress: ({ candidate }) => progress.push(candidate) },
      createScorer().score,
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['scored', 'failed', 'scored']);
    expect(outcomes[1]).toMatchObject({ error: { name: 'PictureUnreachableError', file: 'gone.png' } });
    expect(outcomes[2]).toEqual(scoreOf(1));
    expect(progress).toEqual([1, undefined, 2]);
  });

  it('rejects when the source cannot be read, and scores nothing', async () => {
    answerEveryAddress(404);
    const { requests, score } = createScorer();
    const broken = scorePictures({ ...INPUT, source: 'https://example.org/gone.png' }, {}, score);
    await expect(broken).rejects.toMatchObject({ name: 'PictureUnreachableError' });
    expect(requests).toEqual([]);
  });

  it('rejects with AbortError once it is aborted', async () => {
    vi.stubGlobal('fetch', async (_url: string, { signal }: RequestInit) => signal?.throwIfAborted());
    const { requests, score } = createScorer();
    const aborted = scorePictures(INPUT, { signal: AbortSignal.abort() }, score);
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    expect(requests).toEqual([]);
  });
});
