import { describe, expect, it } from 'vitest';
import { PICTURE_READY } from '../model/modelSamples.ts';
import { comparedPictures, firstReference } from './comparedPictures.ts';
import { rankedCandidates } from './rankedCandidates.ts';
import { afterRun, readyState, reduce, scored } from './stageSamples.ts';

const done = afterRun(readyState(2), [scored(1), scored(9)]);
const asPictures = { ...done, task: reduce(done, PICTURE_READY).task };
const ranked = rankedCandidates(done.candidates, done.callFrom);

describe('comparedPictures', () => {
  it('are the source and the candidates, best first, with their scores', () => {
    const pictures = comparedPictures(done, ranked);
    expect(pictures.map(({ label, name }) => `${label}: ${name}`)).toEqual([
      'Source: source.png',
      'Rank 1: b.png',
      'Rank 2: a.png',
    ]);
    expect(pictures.map(({ scores }) => scores)).toEqual([
      undefined,
      'Reward 9.00 ± 1.00 · Instruction following 9.00 · Visual quality 9.00',
      'Reward 1.00 ± 1.00 · Instruction following 1.00 · Visual quality 1.00',
    ]);
  });

  it('say what their scores are for, where that has changed', () => {
    const [, best] = comparedPictures(done, ranked, 'the previous source');
    expect(best?.scores).toMatch(/^Reward 9\.00 .* · for the previous source$/);
  });

  it('are candidates alone where the model looks at no source', () => {
    const pictures = comparedPictures(asPictures, ranked);
    expect(pictures.map(({ name }) => name)).toEqual(['b.png', 'a.png']);
  });
});

describe('firstReference', () => {
  it('is the source, or the best of the others', () => {
    const [source, best, other] = comparedPictures(done, ranked);
    expect(firstReference(comparedPictures(done, ranked), best?.id ?? NaN)).toBe(source?.id);
    const alone = comparedPictures(asPictures, ranked);
    expect(firstReference(alone, best?.id ?? NaN)).toBe(other?.id);
    expect(firstReference(alone, other?.id ?? NaN)).toBe(best?.id);
    expect(firstReference(alone.slice(0, 1), best?.id ?? NaN)).toBeUndefined();
  });
});
