import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { mappingText } from '../../core/dataset/columnMapping.ts';
import { DatasetReader } from '../../services/datasetReader.ts';
import type { ReadDataset, DatasetClient } from '../../client/datasetClient.ts';
import { noModel, reduceModel } from '../model/modelState.ts';
import { createStore } from '../ui/store.ts';
import { createBatchActions } from './batchActions.ts';
import { filesOfList } from './batchFiles.ts';
import { initialBatchState, reduceBatch } from './batchState.ts';
import { stubLocalStorage } from '../../testing/stubLocalStorage.ts';

/** As a browser keeps it. */
const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  stubLocalStorage(kept);
});

/** The worker's reader, on this thread. */
function readHere(): DatasetClient {
  const reader = new DatasetReader();
  return {
    async read(file, onProgress, columns) {
      const items: ReadDataset['items'][number][] = [];
      const facts = await reader.read(
        file.name,
        file,
        (portion) => {
          items.push(...portion.items);
          onProgress?.({ doneItems: items.length, totalItems: portion.total });
        },
        columns,
      );
      return { ...facts, items };
    },
    sample: (file) => reader.sample(file.name, file),
    readImage: (_file, sha256, name) => reader.readImage(sha256, name),
    prepare: () => Promise.reject(new Error('nothing is prepared')),
    digest: (name, file) => reader.digest(name, file),
  };
}

function start() {
  const store = createStore(reduceBatch, initialBatchState);
  const actions = createBatchActions(store, {
    model: createStore(reduceModel, noModel),
    datasets: readHere(),
    scorer: { score: () => Promise.reject(new Error('nothing is scored')) },
    holdBatch: async () => false,
  });
  return { actions, state: store.getState, store };
}

function filesOf(table: string, name = 'edits.csv') {
  const pictures = ['s', 'f', 'o']
    .flatMap((folder) => [`${folder}/1.png`, `${folder}/2.png`])
    .map((path) => ({
      path: `set/${path}`,
      file: new File(['x'], path),
    }));
  return filesOfList('set', [{ path: `set/${name}`, file: new File([table], name) }, ...pictures]);
}

const ROWS = [1, 2]
  .flatMap((id) => [`s/${id}.png,f/${id}.png,flux,Make it red`, `s/${id}.png,o/${id}.png,omni,Make it red`])
  .join('\n');
const UNKNOWN = filesOf(`vorher,nachher,werkzeug,auftrag\n${ROWS}`);
const GUESS = 'source=vorher,edited=nachher,instruction=auftrag,editor=werkzeug';

describe('a file whose columns are not known', () => {
  it('is not asked about any more once another is opened', async () => {
    const { actions, state } = start();
    const known = filesOf(`source,edited,editor,instruction\n${ROWS}`);
    await Promise.all([actions.open(UNKNOWN), actions.open(known)]);
    expect(state().question).toBeUndefined();
    expect(state().open?.dataset.items).toHaveLength(4);
  });

  it('is asked about with a guess, and opened as the user says', async () => {
    const { actions, state } = start();
    await actions.open(UNKNOWN);
    const { question, open, error, opening } = state();
    expect([open, error, opening]).toEqual([undefined, undefined, undefined]);
    if (!question) throw new Error('Nothing is asked.');
    expect(mappingText(question.mapping)).toBe(GUESS);
    await actions.answerColumns(question.mapping);
    expect(state()).toMatchObject({ question: undefined, open: { columns: question.mapping } });
    expect(state().open?.dataset.items.map(({ candidates }) => candidates[0]?.model)).toEqual([
      'flux',
      'omni',
      'flux',
      'omni',
    ]);
    expect(state().open?.dataset.missing).toEqual([]);
  });

  it('is another dataset with other columns: no score of the one counts for the other', async () => {
    const { actions, state } = start();
    const digests: (string | undefined)[] = [];
    for (const instruction of ['auftrag', 'werkzeug']) {
      await actions.open(UNKNOWN);
      await actions.askColumns();
      await actions.answerColumns([
        { column: 'vorher', role: 'source' },
        { column: 'nachher', role: 'edited' },
        { column: instruction, role: 'instruction' },
      ]);
      digests.push(state().open?.dataset.sha256);
    }
    expect(new Set(digests).size).toBe(2);
  });

  it('is remembered for all files with the same columns, and can be said anew', async () => {
    const first = start();
    await first.actions.open(UNKNOWN);
    await first.actions.answerColumns(first.state().question?.mapping ?? []);
    const next = start();
    await next.actions.open(
      filesOf(`auftrag,vorher,nachher,werkzeug\nMake it red,s/1.png,f/1.png,flux\n`, 'others.csv'),
    );
    expect(next.state().question).toBeUndefined();
    expect(next.state().open?.dataset.items).toHaveLength(1);
    await next.actions.askColumns();
    expect(next.state().question?.isSaid).toBe(true);
    expect(mappingText(next.state().question?.mapping ?? [])).toBe(GUESS);
    await next.actions.answerColumns(undefined);
    // Their names tell nothing, so that it is asked anew.
    expect(next.state().question?.isSaid).toBe(false);
  });

  it('is read by its names again, where one wants to', async () => {
    const { actions, state } = start();
    const known = filesOf(`source,edited,editor,instruction\n${ROWS}`);
    await actions.open(known);
    const byNames = state().open?.dataset.sha256;
    await actions.askColumns();
    await actions.answerColumns([
      { column: 'edited', role: 'edited' },
      { column: 'instruction', role: 'instruction' },
    ]);
    expect(state().open?.dataset.items[0]?.source).toBeUndefined();
    await actions.askColumns();
    await actions.answerColumns(undefined);
    expect(state().open).toMatchObject({ columns: undefined, dataset: { sha256: byNames } });
  });

  it('says what is wrong where no column could be of edits', async () => {
    const { actions, state } = start();
    await actions.open(filesOf('name,age\nAda,36\n'));
    expect(state()).toMatchObject({ question: undefined, error: { name: 'UnknownColumnsError' } });
  });
});

describe('a file whose columns are known', () => {
  const known = filesOf(`source,edited,editor,instruction\n${ROWS}`);

  it('is opened without a question, and asked about when the user wants to', async () => {
    const { actions, state } = start();
    await actions.open(known);
    expect(state()).toMatchObject({ question: undefined, open: { columns: undefined } });
    await actions.askColumns();
    expect(mappingText(state().question?.mapping ?? [])).toBe(
      'source=source,edited=edited,instruction=instruction,editor=editor',
    );
  });

  it('is not asked about where its rows are at fault', async () => {
    const { actions, state } = start();
    await actions.open(filesOf('source,path1,path2,instruction\ns/1.png,f/1.png,,Red\n'));
    expect(state().question).toBeUndefined();
    expect(state().open?.dataset.problems).toHaveLength(1);
  });
});

it('opens files in a browser that keeps nothing', async () => {
  vi.stubGlobal('localStorage', undefined);
  const { actions, state } = start();
  await actions.open(UNKNOWN);
  await actions.answerColumns(state().question?.mapping ?? []);
  expect(state().open?.dataset.items).toHaveLength(4);
});
