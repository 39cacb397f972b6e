import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import { describe, expect, it } from 'vitest';
import { LOADING, LOCATION, MODEL_STATUS, PICTURE_READY, READY } from '../model/modelSamples.ts';
import {
  type Action,
  added,
  afterRun,
  EXAMPLE,
  FAILED,
  newPicture,
  readyState,
  reduce,
  reduceAll,
  runStarted,
  scored,
} from './stageSamples.ts';
import { shownPictures } from './pictures.ts';
import { scoredHeads, shownCandidates } from './rankedCandidates.ts';
import { currentContext, idsToScore, missingPiece, staleReason } from './staleness.ts';

const done = afterRun(readyState(2), [scored(1), scored(2)]);
const instruction = (text: string): Action => ({ type: 'instructionChanged', instruction: text });
const after = (...actions: Action[]) => staleReason(reduceAll(actions, done));

/** The model with a taste. */
function tasted(name: string): ModelStatus {
  return { ...MODEL_STATUS, model: { ...MODEL_STATUS.model, taste: { name, sha256: name } } };
}

describe('staleReason', () => {
  it('is silent while the scores hold', () => {
    expect(after()).toBeUndefined();
    expect(after({ type: 'instructionChanged', instruction: '  add a hat ' })).toBeUndefined();
    expect(after(added('more.png'))).toBeUndefined();
    expect(after(LOADING)).toBeUndefined();
  });

  it('names what changed', () => {
    expect(after({ type: 'instructionChanged', instruction: 'add a scarf' })).toBe('the previous instruction');
    expect(after({ type: 'picturesAdded', pictures: [newPicture('n.png')], problems: [], place: 'source' })).toBe(
      'the previous source',
    );
    expect(after({ type: 'orientationChanged', orientation: 'official' })).toBe('pictures turned upright');
    const status = { ...MODEL_STATUS, model: { ...MODEL_STATUS.model, manifestSha256: '01' } };
    expect(after({ type: 'modelReady', location: LOCATION, status })).toBe('the previous model');
  });

  it('holds again when the change is taken back', () => {
    expect(after(instruction('other'), instruction('add a hat'))).toBeUndefined();
  });

  it('is silent where there is no score to be outdated', () => {
    const bare = reduceAll(
      [
        { type: 'pictureRemoved', id: 2 },
        { type: 'pictureRemoved', id: 3 },
      ],
      done,
    );
    expect(staleReason(reduce(bare, { type: 'instructionChanged', instruction: 'x' }))).toBeUndefined();
  });
});

describe('two packages of one id, dtype and revision', () => {
  const status = { ...MODEL_STATUS, model: { ...MODEL_STATUS.model, manifestSha256: '01' } };
  const OTHER: Action = { type: 'modelReady', location: LOCATION, status };

  it('never share a ranking: with the other one all is scored anew', () => {
    const grown = reduceAll([OTHER, added('more.png')], done);
    expect(idsToScore(grown)).toEqual([2, 3, 4]);
    expect(staleReason(reduce(grown, added('last.png')))).toBe('the previous model');
  });

  it('are told apart in work that was set aside for an example', () => {
    const opened: Action = { type: 'exampleOpened', example: EXAMPLE, pictures: [newPicture('e.png')] };
    const back = reduceAll([opened, OTHER, { type: 'workRestored' }], done);
    expect(back.candidates.map(({ outcome }) => outcome?.status)).toEqual(['scored', 'scored']);
    expect(staleReason(back)).toBe('the previous model');
    expect(idsToScore(back)).toEqual([2, 3]);
  });

  it('are told apart by the size that pictures have for them', () => {
    const limited = { ...MODEL_STATUS, model: { ...MODEL_STATUS.model, maxPixels: 100_000 } };
    const state = reduce(done, { type: 'modelReady', location: LOCATION, status: limited });
    expect(staleReason(state)).toBe('the previous size of pictures');
    expect(idsToScore(state)).toEqual([2, 3]);
  });

  it('are told apart by their tastes', () => {
    const state = reduce(done, { type: 'modelReady', location: LOCATION, status: tasted('mine') });
    expect(staleReason(state)).toBe('the model without a taste');
    expect(idsToScore(state)).toEqual([2, 3]);
    const scoredFor = state.scoredFor && { ...state.scoredFor, status: tasted('mine') };
    expect(staleReason({ ...state, scoredFor })).toBeUndefined();
    const other = reduce({ ...state, scoredFor }, { type: 'modelReady', location: LOCATION, status: MODEL_STATUS });
    expect(staleReason(other)).toBe('the taste “mine”');
  });

  it('leave the scores with the one that gave them', () => {
    expect(reduce(done, OTHER).scoredFor?.status.model.manifestSha256).toBe('00');
  });
});

describe('idsToScore', () => {
  it('is everything at first, then what is missing or failed, then everything again', () => {
    expect(idsToScore(readyState(2))).toEqual([2, 3]);
    expect(idsToScore(afterRun(readyState(2), [scored(1), FAILED]))).toEqual([3]);
    expect(idsToScore(done)).toEqual([2, 3]);
    expect(idsToScore(reduce(done, added('more.png')))).toEqual([4]);
  });

  it('is everything when the scores are outdated', () => {
    const changed = reduceAll([added('more.png'), { type: 'instructionChanged', instruction: 'x' }], done);
    expect(idsToScore(changed)).toEqual([2, 3, 4]);
  });
});

describe('missingPiece', () => {
  it('asks for one thing after the other', () => {
    const steps: Action[] = [
      READY,
      added('source.png'),
      added('a.png'),
      { type: 'instructionChanged', instruction: 'add a hat' },
    ];
    const asked = steps.map((_, count) => missingPiece(reduceAll(steps.slice(0, count))));
    expect(asked).toEqual(['model', 'source', 'candidates', 'instruction']);
    expect(missingPiece(reduceAll(steps))).toBeUndefined();
  });

  it('does not ask for a model that is on its way', () => {
    const loading = reduce(readyState(1), LOADING);
    expect(missingPiece(loading)).toBeUndefined();
    expect(missingPiece(reduceAll([LOADING]))).toBe('source');
  });

  it('takes blanks for no instruction', () => {
    expect(missingPiece(reduce(readyState(1), { type: 'instructionChanged', instruction: ' \n ' }))).toBe(
      'instruction',
    );
  });
});

describe('a model that judges pictures by themselves', () => {
  const prompt = instruction('a bird with a hat');

  it('needs no source', () => {
    const steps: Action[] = [PICTURE_READY, added('a.png'), prompt];
    const asked = steps.map((_, count) => missingPiece(reduceAll(steps.slice(0, count))));
    expect(asked).toEqual(['model', 'candidates', 'instruction']);
    const state = reduceAll(steps);
    expect(missingPiece(state)).toBeUndefined();
    expect(state.source).toBeUndefined();
    expect(currentContext(state)).toMatchObject({ sourceId: undefined, instruction: 'a bird with a hat' });
  });

  it('keeps the pictures of the model before, and none of its scores', () => {
    const switched = reduce(done, PICTURE_READY);
    expect(switched.source?.name).toBe('source.png');
    expect(shownPictures(switched).map(({ name }) => name)).toEqual(['a.png', 'b.png']);
    expect(staleReason(switched)).toBe('the previous model');
    expect(idsToScore(switched)).toEqual([2, 3]);
    const scoredAnew = afterRun(switched, [scored(5), scored(6)]);
    expect(scoredAnew.scoredFor?.status.model.id).toBe('pictures');
    expect(staleReason(scoredAnew)).toBeUndefined();
    expect(staleReason(reduce(scoredAnew, instruction('other')))).toBe('the previous prompt');
    const back = reduce(scoredAnew, READY);
    expect(missingPiece(back)).toBeUndefined();
    expect(staleReason(back)).toBe('the previous model');
    expect(idsToScore(back)).toEqual([2, 3]);
  });

  it('shows no score of the first run while the second one is under way', () => {
    const switched = reduce(done, PICTURE_READY);
    const running = reduce(switched, runStarted(switched));
    expect(shownCandidates(running).map(({ outcome }) => outcome)).toEqual([undefined, undefined]);
    const half = reduce(running, { type: 'candidateDone', id: 2, outcome: scored(7) });
    expect(shownCandidates(half).map(({ outcome }) => outcome)).toEqual([scored(7), undefined]);
    expect(scoredHeads(half)).toEqual([{ key: 'overall', label: 'Overall' }]);
  });

  it('leaves scores that are not those of the next one, which still lacks a source', () => {
    const alone = afterRun(reduceAll([PICTURE_READY, added('a.png', 'b.png'), prompt]), [scored(1), scored(2)]);
    const next = reduce(alone, READY);
    expect(missingPiece(next)).toBe('source');
    expect(staleReason(next)).toBe('the previous model');
  });

  it('is known while the next one loads', () => {
    const loading = reduceAll([PICTURE_READY, added('a.png'), prompt, LOADING]);
    expect(missingPiece(loading)).toBeUndefined();
    expect(loading.task.text).toBe('prompt');
  });

  it('takes the source for a picture when it is told to', () => {
    const moved = reduceAll([PICTURE_READY, { type: 'usedAsCandidate' }], done);
    expect(moved.source).toBeUndefined();
    expect(moved.candidates.map(({ picture }) => picture.name)).toEqual(['a.png', 'b.png', 'source.png']);
  });
});
