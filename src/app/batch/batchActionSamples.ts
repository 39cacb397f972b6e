import type { DatasetClient } from '../../client/datasetClient.ts';
import type { PortableItem } from '../../core/dataset/portableItem.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import type { ScoreRequest } from '../../core/score/scoreRequest.ts';
import { initialBatchState, reduceBatch } from './batchState.ts';
import { LOCATION, MODEL_STATUS, READY } from '../model/modelSamples.ts';
import { noModel, reduceModel } from '../model/modelState.ts';
import { createStore } from '../ui/store.ts';
import { createBatchActions } from './batchActions.ts';
import type { BatchEnvironment } from './batchEnvironment.ts';
import { filesOfList } from './batchFiles.ts';

const score = editScore({ mu: 1, logSigma: 0 }, { mu: 1, logSigma: 0 });
export const OTHER = {
  type: 'modelReady',
  location: LOCATION,
  status: { ...MODEL_STATUS, model: { ...MODEL_STATUS.model, manifestSha256: '01' } },
} as const;

function editNamed(name: string): PortableItem['candidates'][number] {
  return { image: { kind: 'file', name }, model: 'm', humanScore: undefined };
}

function item(line: number): PortableItem {
  return {
    line,
    instruction: `p${line}`,
    source: { kind: 'file', name: 's.png' },
    candidates: [editNamed(`${line}a.png`), editNamed(`${line}b.png`)],
    ranks: [1, 2],
  };
}

export const ITEMS = [item(1), item(2), item(3)];
export const names = ['s.png', ...ITEMS.flatMap(({ candidates }) => candidates.map(({ image }) => image.name))];
export const files = filesOfList(
  'set',
  ['pairs.json', ...names].map((path) => ({ path: `set/${path}`, file: new File([path], path) })),
);

type Score = BatchEnvironment['scorer']['score'];
export const scoreAll: Score = async ({ candidates }, call) => {
  candidates.forEach((_, candidate) =>
    call?.onProgress?.({ type: 'outcome', candidate, outcome: { status: 'scored', score } }),
  );
  return { outcomes: [] };
};

/** As a scorer that says of which bytes a score is; the reward is the length of the edited picture. */
export const scoreBytes: Score = async ({ source, candidates }, call) => {
  for (const [candidate, { blob }] of candidates.entries()) {
    const head = { mu: blob.size, logSigma: 0 };
    const sha256 = { source: `of ${await source?.blob.text()}`, edited: `of ${await blob.text()}` };
    const outcome = { status: 'scored', score: editScore(head, head), sha256 } as const;
    call?.onProgress?.({ type: 'outcome', candidate, outcome });
  }
  return { outcomes: [] };
};

/** The dataset's folder with other bytes in some of its files; `undefined`: without the file. */
export function filesWith(changes: Readonly<Record<string, string | undefined>>) {
  const all = ['pairs.json', ...names].flatMap((name) => {
    const bytes = name in changes ? changes[name] : name;
    return bytes === undefined ? [] : [{ path: `set/${name}`, file: new File([bytes], name) }];
  });
  return filesOfList('set', all);
}

/** A page with a sample model; `dataset` is the digest of what it opens. */
export function start(dataset: string, how: Score = scoreAll, taken = false, items = ITEMS) {
  const page = createStore(reduceModel, noModel);
  page.dispatch(READY);
  const store = createStore(reduceBatch, initialBatchState);
  const asked: ScoreRequest[] = [];
  const datasets: { -readonly [Call in keyof DatasetClient]: DatasetClient[Call] } = {
    read: async () => ({
      sha256: dataset,
      itemCount: 3,
      problems: [{ line: 9, message: 'bad' }],
      notices: [],
      items,
    }),
    sample: async () => ({ columns: [], rows: [] }),
    readImage: () => Promise.reject(new Error('nothing is embedded')),
    prepare: () => Promise.reject(new Error('nothing is prepared')),
    digest: async (_name, file) => `of ${await file.text()}`,
  };
  const actions = createBatchActions(store, {
    model: page,
    datasets,
    scorer: {
      score(request, call) {
        asked.push(request);
        return how(request, call);
      },
    },
    async holdBatch(_id, work) {
      if (!taken) await work();
      return !taken;
    },
  });
  const open = () => {
    const { open: batch } = store.getState();
    if (!batch) throw new Error(`Nothing is open: ${store.getState().error?.message}`);
    return batch;
  };
  return { page, store, actions, datasets, asked, open };
}
