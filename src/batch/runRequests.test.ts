import { describe, expect, it } from 'vitest';
import { entryKey, type CandidateKey } from '../core/dataset/candidateKey.ts';
import { failureOf, type PictureOutcome } from '../core/dataset/pictureOutcome.ts';
import { AbortError, EditRewardError, type ErrorKind } from '../core/errors.ts';
import { explained } from '../core/unexpectedError.ts';
import { editScore } from '../testing/scoreForTest.ts';
import type { DatasetRequest, PictureToScore } from './planRequests.ts';
import { RepeatedFailureError, runRequests, type RequestsToRun } from './runRequests.ts';

const image = (name: string) => ({ kind: 'file', name }) as const;

function request(line: number, count = 1, source = `${line}/source.png`): DatasetRequest {
  const pictures = Array.from({ length: count }, (_, candidate) => ({
    image: image(`${line}/${candidate}.png`),
    uses: [{ line, candidate }] as const,
  }));
  return { instruction: 'p', source: image(source), pictures };
}

const requests = (count: number) => Array.from({ length: count }, (_, k) => request(k + 1));
const score: PictureOutcome = { score: editScore({ mu: 1, logSigma: 0 }, { mu: 1, logSigma: 0 }) };

class NamedError extends EditRewardError {
  override readonly name: string;
  override readonly kind: ErrorKind;
  constructor(name: string, message: string, file?: string, kind: ErrorKind = 'input') {
    super(message, file === undefined ? {} : { file });
    this.name = name;
    this.kind = kind;
  }
}

/** Scores what `fail` has no failure of; a picture that it throws for is an outcome as a scorer would tell it. */
function start(
  all: readonly DatasetRequest[],
  fail: (picture: PictureToScore, request: DatasetRequest) => void,
  over: Partial<RequestsToRun> = {},
) {
  const kept: (CandidateKey & { readonly outcome: PictureOutcome })[] = [];
  const done = runRequests({
    requests: all,
    keep: (some) => void kept.push(...some),
    signal: new AbortController().signal,
    async score(asked, settle) {
      for (const picture of asked.pictures) {
        try {
          fail(picture, asked);
          settle(picture, score);
        } catch (error) {
          settle(picture, failureOf(explained(error, picture.image.name)));
        }
      }
    },
    ...over,
  });
  const summary = () =>
    kept.map((one) => `${entryKey(one)} ${'score' in one.outcome ? 'scored' : one.outcome.error.name}`);
  return { done, kept, summary };
}

const lineOf = ({ uses: [{ line }] }: PictureToScore) => line;
const broken = () => {
  throw new TypeError('x is not a function');
};

const nameOf = ({ pictures }: DatasetRequest) => pictures.map(({ uses }) => entryKey(uses[0])).join(' ');

describe('runRequests', () => {
  it('announces each portion before the one before it is scored, and no other', async () => {
    const steps: string[] = [];
    const announced: DatasetRequest[] = [];
    const { done } = start([request(1, 3), request(2)], () => undefined, {
      picturesAtOnce: 2,
      prepare(next) {
        announced.push(next);
        steps.push(`prepare ${nameOf(next)}`);
      },
      async score(asked) {
        expect(announced).toContain(asked);
        steps.push(`score ${nameOf(asked)}`);
      },
    });
    await done;
    const [first, second, third] = announced.map(nameOf);
    expect(steps).toEqual([
      `prepare ${first}`,
      `prepare ${second}`,
      `score ${first}`,
      `prepare ${third}`,
      `score ${second}`,
      `score ${third}`,
    ]);
  });

  it('makes what no one expected an outcome of its picture, with the cause, and goes on', async () => {
    const run = start([request(1, 2), request(2)], ({ image: { name } }) => {
      if (name === '1/0.png') throw new RangeError('Array buffer allocation failed');
    });
    await run.done;
    expect(run.summary()).toEqual(['1/0 UnexpectedError', '1/1 scored', '2/0 scored']);
    expect(run.kept[0]?.outcome).toMatchObject({
      error: { message: expect.stringMatching(/^1\/0\.png could .+RangeError: Array buffer allocation failed/) },
    });
  });

  it('stops after three items in a row that failed for one cause, says where, and keeps all', async () => {
    const run = start(requests(6), (picture) => {
      if (lineOf(picture) >= 3) throw new TypeError(`cannot decode ${picture.image.name}`);
    });
    await expect(run.done).rejects.toThrow(RepeatedFailureError);
    await expect(run.done).rejects.toThrow(
      /^Scoring stopped at line 5: 3 items in a row failed for one reason\. 5\/0\.png could not .+TypeError: cannot decode 5\/0\.png.+ Score again when the reason is gone/,
    );
    expect(run.summary()).toEqual([
      '1/0 scored',
      '2/0 scored',
      '3/0 UnexpectedError',
      '4/0 UnexpectedError',
      '5/0 UnexpectedError',
    ]);
  });

  it('goes on where the causes differ, where they are not in a row, and where the failures are explained', async () => {
    const various = start(requests(6), (picture) => {
      throw new TypeError(`cause ${'abcdef'[lineOf(picture)]}`);
    });
    await various.done;
    expect(various.kept).toHaveLength(6);
    const scattered = start(requests(8), (picture) => (lineOf(picture) % 3 === 0 ? undefined : broken()));
    await scattered.done;
    expect(scattered.kept).toHaveLength(8);
    const missing = start(requests(6), ({ image: { name } }) => {
      throw new NamedError('DiskError', `${name} does not exist.`, name);
    });
    await missing.done;
    expect(missing.kept).toHaveLength(6);
  });

  it('counts an item once, however many of its edits fail, and not at all when one is scored', async () => {
    const crowded = start([request(1, 4), request(2, 4)], broken);
    await crowded.done;
    expect(crowded.kept).toHaveLength(8);
    const portions = start([request(1, 8)], broken, { picturesAtOnce: 2 });
    await portions.done;
    expect(portions.kept).toHaveLength(8);
    const mixed = start(
      Array.from({ length: 5 }, (_, k) => request(k + 1, 2)),
      ({ uses: [{ candidate }] }) => (candidate === 0 ? broken() : undefined),
    );
    await mixed.done;
    expect(mixed.kept).toHaveLength(10);
  });

  it('gives at most 16 pictures of a request to be scored together, and scores all', async () => {
    const sizes: number[] = [];
    const run = start([request(1, 40), request(2, 3)], () => undefined, {
      async score({ pictures }, settle) {
        sizes.push(pictures.length);
        for (const picture of pictures) settle(picture, score);
      },
    });
    await run.done;
    expect(sizes).toEqual([16, 16, 8, 3]);
    expect(new Set(run.kept.map(entryKey)).size).toBe(43);
  });

  it('stops what is under way when a write is refused that ends later, and tells why', async () => {
    const full = new NamedError('BatchStorageError', 'The disk is full.');
    const run = start(requests(3), () => undefined, {
      keep: () => Promise.reject(full),
      score: ({ pictures: [picture] }, settle, signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new AbortError()));
          if (picture) settle(picture, score);
        }),
    });
    await expect(run.done).rejects.toBe(full);
  });

  it('gives a source that failed unexpectedly to each of its edits, and counts it', async () => {
    const run = start(requests(4), () => undefined, {
      score: ({ source }) => Promise.reject(explained(new TypeError(`bad ${source?.name}`), source?.name ?? '')),
    });
    await expect(run.done).rejects.toThrow('Scoring stopped at line 3');
    expect(run.summary()).toEqual(['1/0 UnexpectedError', '2/0 UnexpectedError', '3/0 UnexpectedError']);
  });

  it('does not count failures of a source, also by its path on the disk, or of an instruction', async () => {
    const run = start(requests(8), () => undefined, {
      score({ source, pictures }) {
        const isEven = (pictures[0]?.uses[0].line ?? 0) % 2 === 0;
        return Promise.reject(
          isEven
            ? new NamedError('DiskError', 'It does not exist.', `/data/images/${source?.name}`)
            : new NamedError('SpecialTokenError', 'Write it another way.', undefined, 'text'),
        );
      },
    });
    await run.done;
    expect(run.kept).toHaveLength(8);
  });

  it.each(['cancelled', 'device', 'package'] as const)(
    'ends at once with a failure of the kind %s, and makes it no outcome',
    async (kind) => {
      const gone = new NamedError('SomeError', 'Gone.', undefined, kind);
      const run = start(requests(2), () => undefined, { score: () => Promise.reject(gone) });
      await expect(run.done).rejects.toThrow('Gone.');
      expect(run.kept).toEqual([]);
    },
  );

  it('ends at once when an outcome cannot be kept, and tells the scorer to stop', async () => {
    const full = new NamedError('JournalWriteError', 'The disk is full.');
    const aborted: boolean[] = [];
    const run = start(requests(3), () => undefined, {
      keep() {
        throw full;
      },
      async score({ pictures: [picture] }, settle, signal) {
        if (picture) settle(picture, score);
        aborted.push(signal.aborted);
        throw new AbortError();
      },
    });
    await expect(run.done).rejects.toBe(full);
    expect(aborted).toEqual([true]);
  });

  it('is cancelled by its signal, whatever the step under way ends with', async () => {
    const controller = new AbortController();
    const run = start(requests(3), () => undefined, {
      signal: controller.signal,
      async score() {
        controller.abort();
        throw new TypeError('The reader was closed.');
      },
    });
    await expect(run.done).rejects.toThrow(AbortError);
    expect(run.kept).toEqual([]);
  });
});
