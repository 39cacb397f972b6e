import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Vote } from '../../core/votes/vote.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import { createVoteBook } from './voteBook.ts';
import type { MatterView, VoteMatter } from './voteMatter.ts';
import { openVoteStore } from './voteStore.ts';

const picture = (id: number, name: string) => ({ id, name, blob: new Blob([name]) });
const MATTER: VoteMatter = {
  source: picture(1, 'source.png'),
  candidates: [picture(2, 'a.png'), picture(3, 'b.png'), picture(4, 'c.png')],
  instruction: ' Make it red ',
  orientation: 'upright',
  isBlind: true,
};
const scoreOf = (mu: number) => editScore({ mu, logSigma: 0 }, { mu, logSigma: 0 });
const VIEW: MatterView = {
  modelId: 'nano',
  manifestSha256: 'm',
  maxPixels: undefined,
  limits: 'no photographs',
  scores: [scoreOf(1), undefined, scoreOf(3)],
};
/** SHA-256 of "a.png" and of "c.png", by sha256sum. */
const DIGESTS = {
  'a.png': '7f071235805fbf58a2524f77bff76e1391d0d1cfe2f4c190d73054495e05b460',
  'c.png': '58704e585ac93cab490a96fc2c01fb0b44ab612bc2322023d771d0643964fad5',
};

/** Votes of one moment come in any order. */
const ranksOf = (votes: readonly Vote[]) => votes.map(({ ranks }) => ranks.join()).toSorted();

afterEach(async () => {
  vi.unstubAllGlobals();
  const store = await openVoteStore();
  await store.deleteAll();
  store.close();
});

describe('the book of votes', () => {
  it('keeps what someone says of the pictures, by what they are, and then what the model says', async () => {
    const book = createVoteBook(openVoteStore);
    await book.take(MATTER, [{ candidates: [2, 0], ranks: [2, 1] }]);
    const [vote] = book.getState().kept;
    expect(vote).toMatchObject({
      instruction: 'Make it red',
      source: { name: 'source.png' },
      candidates: [
        { name: 'c.png', sha256: DIGESTS['c.png'] },
        { name: 'a.png', sha256: DIGESTS['a.png'] },
      ],
      ranks: [2, 1],
      isBlind: true,
    });
    expect(vote?.view).toBeUndefined();
    expect(vote).not.toHaveProperty('orientation');
    await book.tellView(VIEW);
    const view = { modelId: 'nano', manifestSha256: 'm', rewards: [3, 1], isDemo: true };
    expect(book.getState().kept.map((one) => one.view)).toEqual([view]);
    expect(book.getState().latest.map((one) => one.view)).toEqual([view]);
  });

  it('knows of pictures that were shown as they are stored, not turned', async () => {
    const book = createVoteBook(openVoteStore);
    await book.take({ ...MATTER, orientation: 'official' }, [{ candidates: [0, 1], ranks: [1, 2] }]);
    expect(book.getState().kept).toMatchObject([{ orientation: 'official' }]);
  });

  it('takes the first view of a model alone, and none without a score for a number', async () => {
    const book = createVoteBook(openVoteStore);
    await book.take(MATTER, [{ candidates: [0, 1, 2], ranks: [1, 1, 3] }]);
    await book.tellView(VIEW);
    await book.tellView({ ...VIEW, modelId: 'another' });
    expect(book.getState().kept[0]?.view).toMatchObject({ modelId: 'nano', rewards: [1, null, 3] });
  });

  it('keeps the pictures, for those who score them later', async () => {
    await createVoteBook(openVoteStore).take(MATTER, [{ candidates: [0, 1], ranks: [1, 2] }]);
    const store = await openVoteStore();
    expect(await (await store.picture(DIGESTS['a.png']))?.text()).toBe('a.png');
    store.close();
  });

  it('keeps each answer as it is given, and drops one that is taken back, with pictures that no other has', async () => {
    const book = createVoteBook(openVoteStore);
    const [first, second] = [
      { candidates: [0, 1], ranks: [1, 2] },
      { candidates: [0, 2], ranks: [1, 1] },
    ];
    await book.take(MATTER, [first]);
    const [kept] = book.getState().kept;
    await book.take(MATTER, [first, second]);
    expect(ranksOf(book.getState().kept)).toEqual(ranksOf(book.getState().latest));
    expect(book.getState().latest.map(({ ranks }) => ranks)).toEqual([
      [1, 2],
      [1, 1],
    ]);
    await book.take(MATTER, [first]);
    expect(book.getState().kept).toEqual([kept]);
    const store = await openVoteStore();
    expect(await store.picture(DIGESTS['c.png'])).toBeUndefined();
    expect(await (await store.picture(DIGESTS['a.png']))?.text()).toBe('a.png');
    store.close();
  });

  it('takes answers in the order in which they were given, however fast', async () => {
    const book = createVoteBook(openVoteStore);
    const given = [
      [1, 2],
      [2, 1],
      [1, 1],
    ].map((ranks) => ({ candidates: [0, 1], ranks }));
    await Promise.all([
      book.take(MATTER, given.slice(0, 1)),
      book.take(MATTER, given),
      book.take(MATTER, given.slice(1)),
    ]);
    expect(ranksOf(book.getState().kept)).toEqual(['1,1', '2,1']);
  });

  it('does not bring back what was deleted while more is said', async () => {
    const book = createVoteBook(openVoteStore);
    const [first, second] = [
      { candidates: [0, 1], ranks: [1, 2] },
      { candidates: [0, 2], ranks: [1, 2] },
    ];
    await book.take(MATTER, [first]);
    await book.deleteAll();
    await book.take(MATTER, [first, second]);
    expect(book.getState().kept.map(({ candidates }) => candidates[1]?.name)).toEqual(['c.png']);
  });

  it('keeps what the browser had refused once it takes the next one', async () => {
    let isFull = true;
    const book = createVoteBook(() => (isFull ? Promise.reject(new Error('no room')) : openVoteStore()));
    const given = [
      [1, 2],
      [2, 1],
    ].map((ranks) => ({ candidates: [0, 1], ranks }));
    await book.take(MATTER, given.slice(0, 1));
    expect(book.getState().problem).toBe('This browser keeps no votes: no room');
    isFull = false;
    await book.take(MATTER, given);
    expect(ranksOf(book.getState().kept)).toEqual(['1,2', '2,1']);
    expect(book.getState().problem).toBeUndefined();
  });

  it('says which picture keeps a vote from being taken', async () => {
    const book = createVoteBook(openVoteStore);
    const gone = new Blob(['a.png']);
    const reason = 'The file has changed since it was chosen.';
    gone.arrayBuffer = () => Promise.reject(new Error(reason));
    gone.slice = () => gone;
    await book.take({ ...MATTER, candidates: [{ id: 2, name: 'a.png', blob: gone }, picture(3, 'b.png')] }, [
      { candidates: [0, 1], ranks: [1, 2] },
    ]);
    expect(book.getState()).toEqual({
      kept: [],
      latest: [],
      problem: `Your vote could not be taken: a.png: ${reason}`,
    });
  });

  it('takes votes where there is no secure context, and so no randomUUID', async () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto), subtle: crypto.subtle });
    const book = createVoteBook(openVoteStore);
    await book.take(MATTER, [
      { candidates: [0, 1], ranks: [1, 2] },
      { candidates: [0, 2], ranks: [1, 2] },
    ]);
    expect(new Set(book.getState().kept.map(({ id }) => id)).size).toBe(2);
  });

  it('does not bring back what was deleted before the model had its say', async () => {
    const book = createVoteBook(openVoteStore);
    await book.take(MATTER, [{ candidates: [0, 1], ranks: [1, 2] }]);
    await book.deleteAll();
    await book.tellView(VIEW);
    expect(book.getState().kept).toEqual([]);
    expect(book.getState().latest.map(({ view }) => view?.rewards)).toEqual([[1, null]]);
  });

  it('is there in another visit, and empty once all is deleted', async () => {
    await createVoteBook(openVoteStore).take(MATTER, [{ candidates: [0, 1], ranks: [1, 2] }]);
    const book = createVoteBook(openVoteStore);
    await book.read();
    expect(book.getState().kept).toHaveLength(1);
    await book.deleteAll();
    expect(book.getState().kept).toEqual([]);
  });

  it('has the votes all the same where the browser keeps nothing, and says so', async () => {
    const book = createVoteBook(() => Promise.reject(new Error('storage is off')));
    await book.take(MATTER, [{ candidates: [0, 1], ranks: [1, 2] }]);
    await book.tellView(VIEW);
    const { latest, problem } = book.getState();
    expect(latest.map(({ ranks, view }) => [ranks, view?.rewards])).toEqual([
      [
        [1, 2],
        [1, null],
      ],
    ]);
    expect(problem).toBe('This browser keeps no votes: storage is off');
  });
});
