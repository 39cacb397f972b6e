import 'fake-indexeddb/auto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outcomeStoreOf } from '../app/keptBatches/batchStore.ts';
import { OutcomeJournal } from '../cli/commands/evaluate/outcomeJournal.ts';
import { AbortError } from '../core/errors.ts';
import { editScore } from '../testing/scoreForTest.ts';
import { checkKept, NOTHING_CHECKED } from './checkKept.ts';
import { Outcomes } from './outcomes.ts';
import type { OutcomeStore } from './outcomeStore.ts';
import { pictureOutcomeOf } from './pictureOutcomeOf.ts';
import type { DatasetRequest } from './planRequests.ts';
import type { ScoreRequest } from './runRequests.ts';
import { scoreDataset } from './scoreDataset.ts';
import type { Selection } from './selectRequests.ts';

let folder = '';
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'editreward-store-'))));
afterAll(() => rm(folder, { recursive: true }));

const header = { dataset: 'd', model: { id: 'm', dtype: 'q4', manifestSha256: 's' }, part: { index: 1, count: 1 } };

/** Both places where outcomes are kept; each call opens one anew, as another visit or another command does. */
const stores: readonly [string, (name: string) => Promise<OutcomeStore>][] = [
  ['a journal', (name) => OutcomeJournal.open(join(folder, `${name}.jsonl`), header)],
  ['the browser', async (name) => outcomeStoreOf(name)],
];

const image = (name: string) => ({ kind: 'file', name }) as const;
const REQUESTS: readonly DatasetRequest[] = [1, 2, 3].map((line) => ({
  instruction: `p${line}`,
  source: image('s'),
  pictures: ['a', 'b'].map((letter, candidate) => ({ image: image(line + letter), uses: [{ line, candidate }] })),
}));
const NAMES = ['s', '1a', '1b', '2a', '2b', '3a', '3b'];

/** What each picture's file holds; also what its digest is. */
type Files = Readonly<Record<string, string>>;
const FILES: Files = Object.fromEntries(NAMES.map((name) => [name, `bytes of ${name}`]));

interface Run {
  readonly files?: Files;
  readonly selection?: Selection;
  /** In place of a score. */
  readonly fail?: (name: string) => void;
  readonly signal?: AbortSignal;
}

async function run(store: OutcomeStore, { files = FILES, selection = 'unscored', fail, signal }: Run = {}) {
  const outcomes = new Outcomes();
  const asked: string[] = [];
  let opened = 0;
  let disposed = 0;
  let counts = NOTHING_CHECKED;
  const stop = signal ?? new AbortController().signal;
  const score: ScoreRequest = async (request, settle) => {
    for (const picture of request.pictures) {
      const { name } = picture.image;
      fail?.(name);
      asked.push(name);
      const head = { mu: asked.length, logSigma: 0 };
      const sha256 = { source: files['s'], edited: files[name] };
      settle(picture, pictureOutcomeOf(request, picture, { status: 'scored', score: editScore(head, head), sha256 }));
    }
  };
  const work = scoreDataset({
    requests: REQUESTS,
    selection,
    outcomes,
    store,
    async check() {
      const kept = await store.read();
      counts = await checkKept({
        requests: REQUESTS,
        kept,
        outcomes,
        store,
        digestOf: async ({ name }) => files[name],
        onProgress: () => undefined,
        signal: stop,
      });
    },
    async openScorer() {
      opened++;
      return { score, dispose: async () => void disposed++ };
    },
    onKept: () => undefined,
    signal: stop,
  });
  const mixed = await work.catch((error: unknown) => error);
  return { mixed, asked, opened, disposed, counts, outcomes };
}

const failOn1b = (name: string) => {
  if (name === '1b') throw new RangeError('no memory');
};

describe.each(stores)('scoreDataset, kept in %s', (where, openStore) => {
  const store = (name: string) => openStore(`${where} ${name}`);

  it('scores all once, and asks for no model when nothing is left', async () => {
    const first = await run(await store('once'));
    expect(first).toMatchObject({ mixed: undefined, opened: 1, disposed: 1, asked: NAMES.slice(1) });
    const second = await run(await store('once'));
    expect(second).toMatchObject({ mixed: undefined, opened: 0, asked: [], counts: NOTHING_CHECKED });
    expect(second.outcomes.scored).toBe(6);
  });

  it('goes on where it was stopped', async () => {
    const controller = new AbortController();
    const stopped = await run(await store('stopped'), {
      signal: controller.signal,
      fail(name) {
        if (name !== '2b') return;
        controller.abort();
        throw new AbortError();
      },
    });
    expect(stopped.mixed).toBeInstanceOf(AbortError);
    expect(stopped.disposed).toBe(1);
    expect((await run(await store('stopped'))).asked).toEqual(['2b', '3a', '3b']);
  });

  it('scores again what is of other pictures, and nothing else', async () => {
    await run(await store('changed'));
    const second = await run(await store('changed'), { files: { ...FILES, '2a': 'other' } });
    expect(second).toMatchObject({ counts: { changed: 1, missing: 0, unknown: 0 }, asked: ['2a'], mixed: undefined });
    expect((await run(await store('changed'), { files: { ...FILES, '2a': 'other' } })).asked).toEqual([]);
  });

  it('keeps a score whose picture is not there', async () => {
    await run(await store('gone'));
    const { '3b': _, ...files } = FILES;
    expect(await run(await store('gone'), { files })).toMatchObject({ counts: { missing: 1 }, asked: [] });
  });

  it('tries failures again when it is asked to', async () => {
    await run(await store('failed'), { fail: failOn1b });
    expect((await run(await store('failed'), { selection: 'left' })).asked).toEqual([]);
    expect((await run(await store('failed'), { selection: 'failed' })).asked).toEqual(['1b']);
    expect((await run(await store('failed'), { selection: 'unscored' })).asked).toEqual([]);
  });

  it('tells of a picture that changed while it was scored', async () => {
    let source = 0;
    const files = new Proxy(FILES, { get: (all, name) => (name === 's' ? `version ${source}` : all[String(name)]) });
    const fail = (name: string) => {
      if (name === '3a') source = 1;
    };
    expect((await run(await store('mixed'), { files, fail })).mixed).toBe('s');
  });
});
