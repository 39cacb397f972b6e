import { describe, expect, it } from 'vitest';
import { LOADING, LOCATION, MODEL_STATUS, PICTURE_READY } from '../model/modelSamples.ts';
import { sessionOfStage } from './sessionOfStage.ts';
import { sharedModel } from './sharedModel.ts';
import { added, afterRun, FAILED, newPicture, readyState, reduce, reduceAll, scored } from './stageSamples.ts';

const ALWAYS = 'Zero means nothing special: compare only edits of this picture and instruction.';

function limited(more: Partial<(typeof MODEL_STATUS)['model']>) {
  return {
    type: 'modelReady',
    location: LOCATION,
    status: { ...MODEL_STATUS, model: { ...MODEL_STATUS.model, ...more } },
  } as const;
}

describe('what is shared of the stage', () => {
  it('is nothing before there are scores', () => {
    expect(sessionOfStage(readyState(2))).toBeUndefined();
  });

  it('is the ranking, failures last, and says what is not scored', () => {
    const done = afterRun(readyState(3), [scored(1), FAILED, scored(9)]);
    const session = sessionOfStage(reduce(done, added('late.png')));
    expect(session?.candidates.map(({ name, rank, leads }) => [name, rank, leads])).toEqual([
      ['c.png', 1, true],
      ['a.png', 2, false],
      ['b.png', undefined, false],
    ]);
    expect(session).toMatchObject({
      instruction: 'add a hat',
      source: { name: 'source.png' },
      verdict: 'c.png is clearly best (over 99%)',
      isDemo: false,
      model: { id: 'sample', manifestSha256: '00' },
      caveats: ['1 candidate had no score yet and is left out.'],
      note: ALWAYS,
    });
  });

  it('says whose taste gave the scores, which no link brings along', () => {
    const taste = { name: 'mine', sha256: 'ab' };
    const done = afterRun(reduce(readyState(2), limited({ taste })), [scored(1), scored(9)]);
    expect(sessionOfStage(done)).toMatchObject({
      model: { taste },
      caveats: ['The taste “mine” gave these scores: compare them only with others of it.'],
    });
    expect(sharedModel(done, '')).toMatchObject({ url: undefined, isElsewhere: true });
  });

  it('is of what was scored, whatever was changed since', () => {
    const done = afterRun(readyState(2), [scored(1), scored(9)]);
    const changed = reduceAll(
      [
        { type: 'instructionChanged', instruction: 'other' },
        { type: 'pictureRemoved', id: 1 },
      ],
      done,
    );
    const session = sessionOfStage(changed);
    expect([session?.instruction, session?.source]).toEqual(['add a hat', undefined]);
    expect(session?.caveats).toEqual(['The source was not on the page any more.']);
  });

  it('says what the model cannot judge, and calls nobody best', () => {
    const done = afterRun(reduce(readyState(2), limited({ limits: 'It knows shapes only.' })), [scored(1), scored(9)]);
    const session = sessionOfStage(done);
    expect([session?.isDemo, session?.verdict]).toEqual([true, 'Demo only, no verdict']);
    expect(session?.caveats[0]).toBe('It knows shapes only.');
    expect(session?.model.limits).toBe('It knows shapes only.');
  });

  it('says where scores are not the official ones', () => {
    const small = { ...scored(9), maxPixels: 50_000 } as const;
    const done = afterRun(reduce(readyState(2), limited({ maxPixels: 50_000 })), [scored(1), small]);
    expect(sessionOfStage(done)?.caveats[0]).toBe(
      'Pictures were made smaller, to 50,000 pixels: these are not the official scores.',
    );
  });

  it('says that a camera’s rotation was ignored, where there is one', () => {
    const turned = {
      ...added(),
      type: 'picturesAdded',
      pictures: [newPicture('t.jpg', true)],
      problems: [],
      place: 'auto',
    } as const;
    const official = { type: 'orientationChanged', orientation: 'official' } as const;
    const all = afterRun(reduceAll([official, turned], readyState(1)), [scored(1), scored(2)]);
    expect(sessionOfStage(all)?.caveats[0]).toBe(
      'The camera’s rotation was ignored, as the official Python code does.',
    );
    const none = afterRun(reduce(readyState(1), official), [scored(1)]);
    expect(sessionOfStage(none)?.caveats).toEqual([]);
  });

  it('is a prompt and pictures where the model judges those', () => {
    const ready = reduceAll([PICTURE_READY, added('a.png'), { type: 'instructionChanged', instruction: 'a bird' }]);
    expect(sessionOfStage(afterRun(ready, [scored(1)]))).toMatchObject({
      textName: 'prompt',
      source: undefined,
      verdict: undefined,
      note: 'Zero means nothing special: compare only pictures made from this prompt.',
    });
  });
});

describe('the model of a link', () => {
  const done = afterRun(readyState(1), [scored(1)]);

  it('is named by its address, unless each visit starts with it', () => {
    expect(sharedModel(done, 'https://example.org/nano/')).toMatchObject({
      url: 'https://example.org/',
      isElsewhere: false,
    });
    expect(sharedModel(done, 'https://example.org/')).toMatchObject({ url: undefined, isElsewhere: false });
  });

  it('is not named where no address leads to it, or another model is loaded', () => {
    const stored = reduce(done, {
      type: 'modelReady',
      location: { kind: 'stored', id: '00' },
      status: MODEL_STATUS,
    });
    expect(sharedModel(stored, '')).toMatchObject({ url: undefined, isElsewhere: true });
    expect(sharedModel(reduce(done, limited({ manifestSha256: 'ff' })), '')).toMatchObject({
      url: undefined,
      isElsewhere: true,
    });
  });

  it('is not said to have no address while it loads', () => {
    expect(sharedModel(reduce(done, LOADING), '')).toEqual({ url: undefined, isElsewhere: false, isAwaited: true });
    expect(sharedModel(done, '').isAwaited).toBe(false);
    const folder = reduce(done, { type: 'modelLoading', label: 'x', location: { kind: 'stored', id: '00' } });
    expect(sharedModel(folder, '')).toEqual({ url: undefined, isElsewhere: true, isAwaited: false });
  });
});
