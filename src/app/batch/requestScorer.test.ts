import { describe, expect, it } from 'vitest';
import type { KeptOutcome } from '../../batch/keptOutcome.ts';
import type { DatasetRequest } from '../../batch/planRequests.ts';
import { runRequests, type RequestsToRun } from '../../batch/runRequests.ts';
import { WorkerDiedError } from '../../client/workerDiedError.ts';
import { entryKey } from '../../core/dataset/candidateKey.ts';
import { AbortError, EditRewardError } from '../../core/errors.ts';
import type { IdentifiedOutcome } from '../../core/score/outcome.ts';
import type { PreparableInput } from '../../core/score/preparedInput.ts';
import type { ScoreRequest } from '../../core/score/scoreRequest.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import { createRequestScorer, type RequestScorerEnvironment } from './requestScorer.ts';

const image = (name: string) => ({ kind: 'file', name }) as const;

/** Pictures are called by line and candidate. */
function request(line: number, count: number, source = 'source'): DatasetRequest {
  const pictures = Array.from({ length: count }, (_, candidate) => ({
    image: image(`${line}/${candidate}`),
    uses: [{ line, candidate }] as const,
  }));
  return { instruction: 'p', source: image(source), pictures };
}

const score = editScore({ mu: 1, logSigma: 0 }, { mu: 1, logSigma: 0 });
type Environment = Pick<RequestScorerEnvironment, 'readImage' | 'score' | 'ahead'> &
  Pick<RequestsToRun, 'keep' | 'signal'>;

const scoreAll: Environment['score'] = async ({ candidates }, { onProgress }) => {
  candidates.forEach((_, candidate) =>
    onProgress?.({ type: 'outcome', candidate, outcome: { status: 'scored', score } }),
  );
  return { outcomes: [] };
};

function start(requests: readonly DatasetRequest[], over: Partial<Environment> = {}) {
  const kept: KeptOutcome[] = [];
  const shown: KeptOutcome[] = [];
  const asked: ScoreRequest[] = [];
  const {
    score: how = scoreAll,
    readImage = async ({ name }) => new Blob([name]),
    keep = async (outcomes) => void kept.push(...outcomes),
    signal = new AbortController().signal,
    ahead,
  } = over;
  const scorer = createRequestScorer({
    ahead,
    readImage,
    onStep: () => undefined,
    score(body, call) {
      asked.push(body);
      return how(body, call);
    },
  });
  const done = runRequests({ requests, ...scorer, keep, onKept: (some) => shown.push(...some), signal });
  const summary = () =>
    kept.map((one) => `${entryKey(one)} ${'score' in one.outcome ? 'scored' : one.outcome.error.name}`);
  return { done, kept, shown, asked, summary };
}

class ImageError extends EditRewardError {
  override readonly name = 'ImageError';
}

describe("a run by the page's worker", () => {
  it('asks once for all candidates of a source, but not for more than fit', async () => {
    const { done, asked, kept, shown } = start([request(1, 3), request(2, 18)]);
    await done;
    expect(asked.map(({ candidates }) => candidates.length)).toEqual([3, 16, 2]);
    expect(new Set(kept.map(entryKey)).size).toBe(21);
    expect(shown).toEqual(kept);
  });

  it('has the pictures of a request ready before the one before it is done, and no more than there is room for', async () => {
    const events: string[] = [];
    const prepared = { image: { patches: new Float32Array(3), gridHeight: 1, gridWidth: 1 }, limited: false };
    const { done, asked } = start([request(1, 1), request(2, 2), request(3, 1)], {
      ahead: {
        most: 2,
        async prepare(name) {
          events.push(`ready ${name}`);
          if (name === '3/0') throw new ImageError('It is damaged.', { file: name });
          return { ...prepared, sha256: name, inputKey: 'k' };
        },
      },
      async score(body, call) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        events.push(`scored ${body.candidates.map(({ name }) => name).join()}`);
        return scoreAll(body, call);
      },
    });
    await done;
    expect(events.indexOf('ready 2/0')).toBeLessThan(events.indexOf('scored 1/0'));
    expect(events).not.toContain('ready 2/1');
    const readyNames = asked.map(({ source, candidates }) =>
      [source, ...candidates].map((input: PreparableInput | undefined) => input?.prepared?.sha256),
    );
    // The third's picture could not be made ready: the scorer reads it, and says why it cannot.
    expect(readyNames).toEqual([
      ['source', '1/0'],
      ['source', '2/0', undefined],
      ['source', undefined],
    ]);
  });

  it('keeps what fails with its reason, and scores the rest', async () => {
    const { done, summary } = start([request(1, 2), request(2, 2, 'lost'), request(3, 1)], {
      async readImage({ name }) {
        if (name === '1/0' || name === 'lost') throw new ImageError(`no ${name}`, { file: name });
        return new Blob();
      },
    });
    await done;
    expect(summary()).toEqual(['1/0 ImageError', '1/1 scored', '2/0 ImageError', '2/1 ImageError', '3/0 scored']);
  });

  it('shows nothing before it is kept, and stops when it cannot be kept', async () => {
    const full = new EditRewardError('The disk is full.');
    const { done, shown, asked } = start([request(1, 1), request(2, 1), request(3, 1)], {
      keep: () => Promise.reject(full),
    });
    await expect(done).rejects.toBe(full);
    expect(shown).toEqual([]);
    expect(asked.length).toBeLessThan(3);
  });

  it('keeps what was scored before it was stopped', async () => {
    const controller = new AbortController();
    const { done, summary } = start([request(1, 2), request(2, 1)], {
      signal: controller.signal,
      async score(body, call) {
        await scoreAll({ ...body, candidates: body.candidates.slice(0, 1) }, call);
        controller.abort();
        throw new AbortError();
      },
    });
    await expect(done).rejects.toThrow(AbortError);
    expect(summary()).toEqual(['1/0 scored']);
  });

  it('scores what is left once more when the worker died, and no picture twice', async () => {
    let calls = 0;
    const { done, asked, summary } = start([request(1, 3)], {
      async score(body, call) {
        calls += 1;
        if (calls > 1) return scoreAll(body, call);
        await scoreAll({ ...body, candidates: body.candidates.slice(0, 1) }, call);
        throw new WorkerDiedError('memory');
      },
    });
    await done;
    expect(asked.map(({ candidates }) => candidates.map(({ name }) => name))).toEqual([
      ['1/0', '1/1', '1/2'],
      ['1/1', '1/2'],
    ]);
    expect(summary()).toEqual(['1/0 scored', '1/1 scored', '1/2 scored']);
  });

  it('gives up after three unexpected failures in a row, not after three bad instructions', async () => {
    const requests = Array.from({ length: 6 }, (_, k) => request(k, 1));
    const broken = start(requests, { score: () => Promise.reject(new RangeError('too large')) });
    await expect(broken.done).rejects.toThrow('too large');
    expect(broken.kept).toHaveLength(3);
    class SpecialTokenError extends EditRewardError {
      override readonly name = 'SpecialTokenError';
      override readonly kind = 'text';
    }
    const spoken = start(requests, { score: () => Promise.reject(new SpecialTokenError('no')) });
    await spoken.done;
    expect(spoken.kept).toHaveLength(6);
  });

  it('ends at once when there is no device any more', async () => {
    class DeviceError extends EditRewardError {
      override readonly name = 'DeviceError';
      override readonly kind = 'device';
    }
    const { done, kept } = start([request(1, 1)], { score: () => Promise.reject(new DeviceError('lost')) });
    await expect(done).rejects.toThrow('lost');
    expect(kept).toEqual([]);
  });

  it('notes of which files a score is, not of images in the dataset, which its own digest covers', async () => {
    const inside: DatasetRequest = {
      instruction: 'p',
      source: { kind: 'embedded', name: 'source of row 2', read: async () => new Uint8Array() },
      pictures: [{ image: image('2/0'), uses: [{ line: 2, candidate: 0 }] }],
    };
    const sha256 = { source: 'S', edited: 'E' };
    const { done, asked, kept } = start([request(1, 1), inside], {
      async score(_body, { onProgress }) {
        const outcome: IdentifiedOutcome = { status: 'scored', score, sha256 };
        onProgress?.({ type: 'outcome', candidate: 0, outcome });
        return { outcomes: [outcome] };
      },
    });
    await done;
    expect(asked.map(({ withSha256 }) => withSha256)).toEqual([true, true]);
    expect(kept.map(({ outcome }) => outcome)).toEqual([
      { score, sha256 },
      { score, sha256: { edited: 'E' } },
    ]);
  });

  it('makes whatever reading a picture ends with its own failure, and scores the others', async () => {
    const { done, kept, summary } = start([request(1, 2), request(2, 1)], {
      async readImage({ name }) {
        if (name === '1/0') throw new TypeError('The handle is gone.');
        return new Blob();
      },
    });
    await done;
    expect(summary()).toEqual(['1/0 UnexpectedError', '1/1 scored', '2/0 scored']);
    expect(kept[0]?.outcome).toMatchObject({
      error: {
        message: expect.stringContaining('1/0 could not be scored, for a reason that was not expected (TypeError: '),
      },
    });
  });

  it('stops where nothing can be read any more', async () => {
    const requests = Array.from({ length: 6 }, (_, k) => request(k, 1, `source ${k}`));
    const { done, kept } = start(requests, {
      readImage: () => Promise.reject(new DOMException('The request is not allowed.', 'NotAllowedError')),
    });
    await expect(done).rejects.toThrow(
      /^Scoring stopped at line 2: 3 items in a row failed for one reason\..+not allowed/,
    );
    expect(kept).toHaveLength(3);
  });
});
