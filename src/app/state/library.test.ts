import { describe, expect, it } from 'vitest';
import type { TransferProgress } from '../../rpc/modelStoreApi.ts';
import { emptyLibrary, type LibraryAction, looseTransfers, reduceLibrary, type Transfer, workOn } from './library.ts';
import { STORAGE, storedModel } from './samples.ts';

const PROGRESS: TransferProgress = {
  stage: 'downloading',
  doneBytes: 10,
  totalBytes: 100,
  bytesPerSecond: undefined,
  elsewhere: false,
};
const TRANSFER: Transfer = {
  key: 1,
  stage: 'downloading',
  label: 'model-a',
  subjectId: 'a',
  progress: undefined,
  error: undefined,
};
const ERROR = { name: 'DownloadError', message: 'The server is away.' };

const read = (...models: ReturnType<typeof storedModel>[]): LibraryAction => ({
  type: 'libraryRead',
  contents: { models, conversions: [] },
  storage: STORAGE,
});
const started: LibraryAction = { type: 'transferStarted', transfer: TRANSFER };
const after = (...actions: LibraryAction[]) => actions.reduce(reduceLibrary, emptyLibrary);

describe('work on a model', () => {
  it('is this page’s transfer, which can be paused', () => {
    const library = after(read(storedModel('a', 10)), started, {
      type: 'transferProgressed',
      key: 1,
      progress: PROGRESS,
    });
    expect(workOn(library, storedModel('a', 10))).toMatchObject({ transfer: { key: 1 }, progress: PROGRESS });
    expect(workOn(library, storedModel('b', 10))).toBeUndefined();
    expect(looseTransfers(library)).toEqual([]);
  });

  it('is another tab’s as long as the model is busy', () => {
    const busy = { ...storedModel('a', 10), busy: true };
    const heard = after(read(busy), { type: 'transferHeard', id: 'a', progress: PROGRESS });
    expect(workOn(heard, busy)).toEqual({ transfer: undefined, progress: PROGRESS });
    expect(reduceLibrary(heard, read(storedModel('a'))).heard).toEqual({});
  });

  it('has ended with its transfer', () => {
    const library = after(read(storedModel('a', 10)), started, { type: 'transferEnded', key: 1, error: undefined });
    expect(workOn(library, storedModel('a', 10))).toBeUndefined();
    expect(library.transfers).toEqual([]);
  });
});

describe('a row of its own', () => {
  it('is given to a transfer whose model is not listed yet', () => {
    expect(looseTransfers(after(started))).toEqual([TRANSFER]);
    expect(looseTransfers(after(read(), started))).toHaveLength(1);
  });

  it('is given to a failure until it is dismissed', () => {
    const failed = after(read(storedModel('a', 10)), started, { type: 'transferEnded', key: 1, error: ERROR });
    expect(looseTransfers(failed)).toMatchObject([{ error: ERROR }]);
    expect(workOn(failed, storedModel('a', 10))).toBeUndefined();
    expect(looseTransfers(reduceLibrary(failed, { type: 'transferDismissed', key: 1 }))).toEqual([]);
  });
});
