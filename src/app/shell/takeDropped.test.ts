import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EditRewardError } from '../../core/errors.ts';
import { createStageRoom } from '../score/stageRoom.ts';
import { noModel, reduceModel } from '../model/modelState.ts';
import type { Dropped } from '../ui/dropped.ts';
import { createStore } from '../ui/store.ts';
import type { Route } from '../ui/useRoute.ts';
import type { Rooms } from './rooms.ts';
import { dropReceiver } from './takeDropped.ts';

beforeEach(() => void vi.stubGlobal('location', { hash: '' }));
afterEach(() => void vi.unstubAllGlobals());

const file = (name: string) => new File(['x'], name);

function folderOf(name: string, ...paths: string[]): Dropped {
  const files = paths.map((path) => ({ path: `${name}/${path}`, file: file(path) }));
  return { kind: 'folder', name, files, readAll: async () => files, handles: [] };
}

/** Drops on the page `route`; what the rooms are asked for is written down. */
function start(route: Route, importFolder?: () => Promise<void>) {
  const asked: unknown[] = [];
  const ask =
    (what: string) =>
    async (...given: unknown[]): Promise<void> =>
      void asked.push([what, ...given]);
  const stage = createStageRoom(createStore(reduceModel, noModel), { score: () => Promise.reject(new Error('no')) });
  const rooms = {
    stage,
    model: { actions: { load: ask('load') } },
    library: { actions: { importFolder: importFolder ?? ask('import') }, store: { dispatch: ask('library') } },
    benchmark: { actions: { open: ask('report') } },
  } as unknown as Rooms;
  const drop = (dropped: Dropped) => dropReceiver(rooms, route).onDropped(dropped, 'auto');
  const problems = () => stage.view.getState().problems.map(({ message }) => message);
  return { asked, drop, problems };
}

describe('files', () => {
  it('are pictures for the Score page; a folder beside them is named after what was not taken of them', async () => {
    const { drop, problems } = start('models');
    drop({ kind: 'files', files: [file('notes.txt')], folders: ['more'], handles: [] });
    expect(location.hash).toBe('#/');
    await expect.poll(problems).toHaveLength(2);
    expect(problems()[0]).toMatch(/^notes\.txt is a document/);
    expect(problems()[1]).toBe('The folder more was left out: drop it alone.');
  });

  it('are results on the Benchmark page', () => {
    const { asked, drop } = start('benchmark');
    drop({ kind: 'files', files: [file('set_scores.jsonl')], handles: [] });
    expect(asked).toMatchObject([['report', [{ name: 'set_scores.jsonl' }]]]);
    expect(location.hash).toBe('');
  });

  it('that are none are explained', () => {
    const { drop, problems } = start('score');
    drop({ kind: 'files', files: [], handles: [] });
    expect(problems()).toEqual([expect.stringMatching(/^No file came with that\. Drop or paste picture files/)]);
  });
});

describe('a folder', () => {
  const modelPackage = folderOf('nano', 'manifest.json', 'heads.onnx');

  it('with a model package is loaded, and copied on the Models page', () => {
    const score = start('score');
    score.drop(modelPackage);
    expect(score.asked).toMatchObject([['load', { label: 'nano', location: { kind: 'files' } }]]);
    const models = start('models');
    models.drop(modelPackage);
    expect(models.asked).toMatchObject([
      ['import', 'nano', [{ path: 'nano/manifest.json' }, { path: 'nano/heads.onnx' }]],
    ]);
  });

  it('with a checkpoint is to be converted', () => {
    const { asked, drop } = start('score');
    drop(folderOf('seven', 'model.safetensors', 'config.json'));
    expect(location.hash).toBe('#/models');
    expect(asked).toMatchObject([['library', { type: 'checkpointChosen', checkpoint: { name: 'seven' } }]]);
  });

  it('that is refused says why among the problems', async () => {
    const { drop, problems } = start('models', () => Promise.reject(new EditRewardError('It is damaged.')));
    drop(modelPackage);
    await expect.poll(problems).toEqual(['It is damaged.']);
  });
});
