import { describe, expect, it } from 'vitest';
import type { TransferProgress } from '../../core/keptModels/transferProgress.ts';
import { emptyLibrary, type LibraryAction, looseTransfers, reduceLibrary, type Transfer, workOn } from './library.ts';
import { STORAGE, storedModel } from './librarySamples.ts';

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

describe('a failure', () => {
  const ended: LibraryAction = { type: 'transferEnded', key: 1, error: ERROR };

  it('stands at its model until it is dismissed', () => {
    const failed = after(read(storedModel('a', 10)), started, ended);
    expect(workOn(failed, storedModel('a', 10))?.transfer?.error).toEqual(ERROR);
    expect(looseTransfers(failed)).toEqual([]);
    expect(reduceLibrary(failed, { type: 'transferDismissed', key: 1 }).transfers).toEqual([]);
  });

  it('is past when the same is tried again', () => {
    const again = after(started, ended, { type: 'transferStarted', transfer: { ...TRANSFER, key: 2 } });
    expect(again.transfers).toMatchObject([{ key: 2, error: undefined }]);
  });
});

describe('a row of its own', () => {
  it('is given to a transfer whose model is not listed yet', () => {
    expect(looseTransfers(after(started))).toEqual([TRANSFER]);
    expect(looseTransfers(after(read(), started))).toHaveLength(1);
  });

  it('is not needed by a conversion, once that is listed under its name', () => {
    const conversion = { id: 'c', name: 'seven', dtype: 'q4', storedBytes: 1, busy: true } as const;
    const transfer = { ...TRANSFER, stage: 'converting', label: 'seven', subjectId: undefined } as const;
    const listed = after(
      { type: 'transferStarted', transfer },
      { type: 'libraryRead', contents: { models: [], conversions: [conversion] }, storage: STORAGE },
    );
    expect(looseTransfers(listed)).toEqual([]);
    expect(workOn(listed, conversion)?.transfer).toEqual(transfer);
  });
});
