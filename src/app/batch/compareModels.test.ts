/** What the page says of two models: the numbers of the command line. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ScoredItem } from '../../core/dataset/resultItem.ts';
import type { TransferredError } from '../../core/transferredError.ts';
import { scoreLines } from '../../formats/results/scoreLine.ts';
import { closenessOfFiles } from '../../services/reportOfFiles.ts';
import { editrewardHere } from '../../testing/commandLine.ts';
import { resultItem } from '../../testing/resultItemForTest.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import type { ClosenessStep, Contender } from '../keptModels/openedBatch.ts';
import { noModel, reduceModel } from '../model/modelState.ts';
import { MODEL_STATUS } from '../model/modelSamples.ts';
import { createStore } from '../ui/store.ts';
import { initialBatchState, reduceBatch, type BatchRun, type OpenBatch } from './batchState.ts';
import { compareModels, type CompareTools } from './compareModels.ts';
import type { OpenDataset } from './openDataset.ts';

const dataset = { name: 'edits.csv', sha256: 'da', items: [1, 2, 3], requests: [] } as unknown as OpenDataset;
const open = { dataset, files: {}, run: { kind: 'none' } } as unknown as OpenBatch;

function contender(id: string): Contender & { readonly kind: 'model' } {
  return { kind: 'model', label: id, location: { kind: 'stored', id } };
}

function items(wobble: number): ScoredItem[] {
  return [0, 1, 2].map((line) => {
    const scores = [0, 1, 2].map((k) => {
      const mu = k + wobble * Math.sin(7 * line + 3 * k);
      return editScore({ mu, logSigma: -wobble * k }, { mu: mu + wobble, logSigma: 0 });
    });
    return resultItem(line, scores, {});
  });
}

const SCORED: Readonly<Record<string, readonly ScoredItem[]>> = { 'exact/da': items(0), 'coarse/da': items(1.1) };
const failure: TransferredError = {
  name: 'DeviceError',
  message: 'It is too small.',
  kind: 'device',
} as TransferredError;

interface Faults {
  readonly loading?: TransferredError;
  readonly run?: BatchRun;
}

/** Tools that load and score at once, or fail as they are told. */
function createTools({ loading, run = { kind: 'done' } }: Faults = {}) {
  const store = createStore(reduceBatch, { ...initialBatchState, open });
  const model = createStore(reduceModel, noModel);
  const done: string[] = [];
  const tools: CompareTools = {
    store,
    model,
    actions: {
      async score(selection) {
        done.push(selection);
        store.dispatch({ type: 'runStarted', startedAt: 0, total: 9 });
        store.dispatch({ type: 'runEnded', run });
      },
      stop: (how) => void done.push(how),
    },
    async loadModel({ label, location }) {
      done.push(`load ${label}`);
      model.dispatch({ type: 'modelLoading', label, location });
      if (loading) return model.dispatch({ type: 'modelFailed', label, error: loading });
      const named = { ...MODEL_STATUS.model, id: label, manifestSha256: label, maxPixels: undefined };
      model.dispatch({ type: 'modelReady', location, status: { ...MODEL_STATUS, model: named } });
    },
    readScored: async (id) => SCORED[id] ?? [],
    makeCloseness: (first, second) => closenessOfFiles(first, second, () => undefined),
  };
  return { tools, done };
}

const { signal } = new AbortController();
let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'editreward-models-'))));
afterEach(() => rm(folder, { recursive: true }));

describe('compareModels', () => {
  it('scores with one after the other, and says what the command line says of their scores', async () => {
    const { tools, done } = createTools();
    const written: string[] = [];
    const write: CompareTools['makeCloseness'] = async (first, second, options) => {
      for (const [run, files] of [first, second].entries()) {
        for (const { name, blob } of files) {
          const path = join(folder, `${run}_${name.slice(2)}`);
          await writeFile(path, await blob.text());
          if (path.endsWith('.jsonl')) written.push('--results', path);
        }
      }
      return tools.makeCloseness(first, second, options);
    };
    const steps: ClosenessStep[] = [];
    const hooks = { signal, onStep: (step: ClosenessStep) => steps.push(step) };
    const both = [contender('exact'), contender('coarse')] as const;
    const { json, title, markdown } = await compareModels({ ...tools, makeCloseness: write }, dataset, both, hooks);
    expect(done).toEqual(['load exact', 'unscored', 'load coarse', 'unscored']);
    expect(steps.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['loading exact', 'scoring with exact', 'loading coarse', 'scoring with coarse']),
    );
    const { names: _, runs: __, ...figures } = JSON.parse((await editrewardHere('compare', ...written, '--json')).out);
    expect(JSON.parse(json)).toMatchObject(figures);
    expect(figures.measures[0].tau.value).toBeLessThan(1);
    expect(title).toMatch(/^How close coarse \(.+\) is to exact /);
    expect(markdown).toContain('npx editreward compare --results 1/edits_scores.jsonl --results 2/edits_scores.jsonl');
  });

  it('takes a file of scores for one of them', async () => {
    const { tools, done } = createTools();
    const file = new File(items(0).map(scoreLines), 'theirs_scores.jsonl');
    const both = [contender('coarse'), { kind: 'results', file }] as const;
    const { json } = await compareModels(tools, dataset, both, { signal, onStep: () => undefined });
    expect(done).toEqual(['load coarse', 'unscored']);
    expect(JSON.parse(json).edits.joined).toBe(9);
  });

  it.each([
    ['a model that cannot be loaded', { loading: failure }, { name: 'DeviceError' }],
    ['a run that fails', { run: { kind: 'failed', error: failure } as const }, { name: 'DeviceError' }],
    ['a run that is paused', { run: { kind: 'paused' } as const }, { name: 'ComparisonStoppedError' }],
  ])('says why it ended: %s', async (_, faults, expected) => {
    const { tools } = createTools(faults);
    const both = [contender('exact'), contender('coarse')] as const;
    const comparing = compareModels(tools, dataset, both, { signal, onStep: () => undefined });
    await expect(comparing).rejects.toMatchObject(expected);
  });

  it('pauses the scoring when it is cancelled, and nothing later', async () => {
    const controller = new AbortController();
    const { tools, done } = createTools();
    const both = [contender('exact'), contender('coarse')] as const;
    const onStep = ({ text }: ClosenessStep) => text === 'scoring with exact' && controller.abort();
    const comparing = compareModels(tools, dataset, both, { signal: controller.signal, onStep });
    await expect(comparing).rejects.toMatchObject({ name: 'AbortError' });
    expect(done).toEqual(['load exact', 'unscored', 'paused']);
    const later = new AbortController();
    const other = createTools();
    await compareModels(other.tools, dataset, both, { signal: later.signal, onStep: () => undefined });
    later.abort();
    expect(other.done).not.toContain('paused');
  });
});
