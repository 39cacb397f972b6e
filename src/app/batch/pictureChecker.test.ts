import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import type { KeptOutcome } from '../../batch/keptOutcome.ts';
import { Outcomes } from '../../batch/outcomes.ts';
import { planRequests } from '../../batch/planRequests.ts';
import type { DatasetItem } from '../../core/dataset/datasetItem.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import { createStore } from '../ui/store.ts';
import { initialBatchState, type OpenBatch, reduceBatch } from './batchState.ts';
import { createPictureChecker } from './pictureChecker.ts';
import { deferred } from '../../testing/deferred.ts';

const head = { mu: 1, logSigma: 0 };
/** More than are read at once. */
const EDITS = Array.from({ length: 8 }, (_, index) => `${index}.png`);
const ITEM: DatasetItem = {
  line: 1,
  instruction: 'add a hat',
  source: undefined,
  candidates: EDITS.map((name) => ({ image: { kind: 'file', name }, model: 'm', humanScore: undefined })),
  ranks: [1, 2],
};
const KEPT = EDITS.map((name, candidate): KeptOutcome => ({
  line: 1,
  candidate,
  outcome: { score: editScore(head, head), sha256: { edited: `of ${name}` } },
}));

/** An open batch of kept scores; its pictures are read once `release` is called. */
function start() {
  const store = createStore(reduceBatch, initialBatchState);
  const released = deferred<void>();
  const asked: string[] = [];
  const digest = async (name: string) => {
    asked.push(name);
    await released.promise;
    return `of ${name}`;
  };
  const dataset = { sha256: 'd', requests: planRequests([ITEM]), readImage: async () => new Blob() };
  const outcomes = new Outcomes();
  const open = { dataset, files: { name: 'set' }, model: { id: 'm' }, outcomes, version: 0, run: { kind: 'none' } };
  store.dispatch({ type: 'opened', open: open as unknown as OpenBatch });
  const begin = () => store.dispatch({ type: 'runStarted', startedAt: 0, total: 0 });
  const isUnderWay = () => expect.poll(() => asked.length).toBeGreaterThan(0);
  const found = () => store.getState().open?.check;
  return {
    checker: createPictureChecker(store, { digest }),
    outcomes,
    begin,
    isUnderWay,
    release: released.resolve,
    found,
  };
}

const ALL_ARE_SAME = { kind: 'done', changed: 0, missing: 0, unknown: 0 };

it('of a run is not given up for one asked for beside it: what is not compared would be scored again', async () => {
  const { checker, outcomes, begin, isUnderWay, release, found } = start();
  begin();
  const ofRun = checker.check(KEPT, new AbortController().signal);
  await isUnderWay();
  void checker.check(KEPT);
  release();
  await ofRun;
  expect(outcomes.scored).toBe(EDITS.length);
  expect(found()).toEqual(ALL_ARE_SAME);
});

it('is given up for that of a run, which compares all', async () => {
  const { checker, outcomes, begin, isUnderWay, release, found } = start();
  const former = checker.check(KEPT);
  await isUnderWay();
  begin();
  const ofRun = checker.check(KEPT, new AbortController().signal);
  release();
  await Promise.all([former, ofRun]);
  expect(outcomes.scored).toBe(EDITS.length);
  expect(found()).toEqual(ALL_ARE_SAME);
});
