import { FORMER_HEADS } from '../../core/modelPackage/formerHeads.ts';
import type { CandidateScore, HeadScore } from '../../core/score/score.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import { EDIT_TASK } from '../../core/task.ts';
import type { StorageUse } from '../../core/keptModels/storageUse.ts';
import type { StoredModel } from '../../core/keptModels/storedModel.ts';
import type { CandidateOutcome } from '../../core/score/outcome.ts';
import type { ModelLocation } from '../../core/modelPackage/modelLocation.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import type { Action, NewPicture } from './action.ts';
import { type AppState, type Example, initialState } from './appState.ts';
import { reduce } from './reducer.ts';
import { currentContext, idsToScore } from './staleness.ts';

/** Samples for tests of the page's state. */
export const MODEL_STATUS: ModelStatus = {
  model: {
    id: 'sample',
    title: 'Sample',
    task: EDIT_TASK,
    heads: FORMER_HEADS,
    orientation: 'ignored',
    dtype: 'q4',
    revision: 'r1',
    licence: 'MIT',
    limits: undefined,
    byteLength: 100,
    manifestSha256: '00',
    pixels: { least: 200_704, most: 200_704 },
    maxPixels: undefined,
  },
  device: { provider: 'webgpu', description: 'an adapter', features: [], residency: 'resident' },
  selfTest: [
    {
      provider: 'webgpu',
      features: [],
      residency: 'resident',
      passed: true,
      maxDifference: 0.0002,
      tolerance: 0.01,
    },
  ],
  warnings: [],
};

export const LOCATION: ModelLocation = { kind: 'url', url: 'https://example.org/' };
export const LOADING: Action = { type: 'modelLoading', label: 'x', location: LOCATION };
export const READY: Action = { type: 'modelReady', location: LOCATION, status: MODEL_STATUS };

/** A model that judges pictures by themselves. */
export const PICTURE_STATUS: ModelStatus = {
  ...MODEL_STATUS,
  model: {
    ...MODEL_STATUS.model,
    id: 'pictures',
    title: 'Pictures',
    task: { images: [{ role: 'candidate' }], text: 'prompt' },
    heads: [{ key: 'overall', label: 'Overall' }],
    manifestSha256: 'ff',
  },
};
export const PICTURE_READY: Action = { type: 'modelReady', location: LOCATION, status: PICTURE_STATUS };

export const EXAMPLE: Example = {
  id: 'recolor',
  title: 'Recolour',
  instruction: 'Make the circle blue',
  source: 'https://example.org/source.png',
  candidates: ['https://example.org/done.png', 'https://example.org/wrong.png'],
};

/** A model in the browser's storage; it is whole unless less is stored. */
export function storedModel(id: string, storedBytes = 100): StoredModel {
  const manifest = { id: `model-${id}`, dtype: 'q4' } as Manifest;
  const origin = { kind: 'folder' } as const;
  return { id, manifest, byteLength: 100, origin, storedBytes, complete: storedBytes === 100, busy: false };
}

export const STORAGE: StorageUse = { usedBytes: 100, quotaBytes: 1000, persisted: false };

export function newPicture(name: string, turned = false): NewPicture {
  return { name, blob: new Blob(), turned, fromExample: false };
}

export function added(...names: string[]): Action {
  return { type: 'picturesAdded', pictures: names.map((name) => newPicture(name)), problems: [], place: 'auto' };
}

export function reduceAll(actions: readonly Action[], state: AppState = initialState): AppState {
  return actions.reduce(reduce, state);
}

/** A model, a source with id 1, and candidates a.png, b.png, … with ids from 2, ready to score. */
export function readyState(candidateCount: number): AppState {
  const names = Array.from({ length: candidateCount }, (_, index) => `${String.fromCharCode(97 + index)}.png`);
  return reduceAll([READY, added('source.png', ...names), { type: 'instructionChanged', instruction: 'add a hat' }]);
}

export function runStarted(state: AppState): Action {
  const context = currentContext(state);
  if (!context) throw new Error('The state is not ready to score.');
  return { type: 'runStarted', context, candidateIds: idsToScore(state), startedAt: 0 };
}

/** Both heads give `mu`, with sigma 1 unless `logSigma` says otherwise. */
export function score(mu: number, logSigma = 0): CandidateScore {
  const head: HeadScore = { mu, logSigma };
  return editScore(head, head);
}

export function scored(mu: number, logSigma = 0): CandidateOutcome {
  return { status: 'scored', score: score(mu, logSigma) };
}

export const FAILED: CandidateOutcome = { status: 'failed', error: { name: 'DecodeError', message: 'It is damaged.' } };

/** Runs a scoring to its end; `outcomes` in the order of the ids scored. */
export function afterRun(state: AppState, outcomes: readonly CandidateOutcome[]): AppState {
  const started = reduce(state, runStarted(state));
  const done = idsToScore(state).map((id, index): Action => {
    const outcome = outcomes[index];
    if (!outcome) throw new Error(`There is no outcome for candidate ${id}.`);
    return { type: 'candidateDone', id, outcome };
  });
  return reduceAll([...done, { type: 'runEnded', error: undefined }], started);
}
