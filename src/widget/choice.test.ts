import { expect, it } from 'vitest';
import { choiceOf, formValueOf } from './choice.ts';

it('is the candidate, with its name and what a form sends of it', () => {
  const candidates = ['pictures/a.png', new URL('https://a.example/b.png'), new File([], 'c.png'), new Blob([])];
  const choices = candidates.map((_, index) => choiceOf(candidates, index));
  expect(choices.map((choice) => choice && [choice.index, choice.name, formValueOf(choice)])).toEqual([
    [0, 'a.png', 'pictures/a.png'],
    [1, 'b.png', 'https://a.example/b.png'],
    [2, 'c.png', 'c.png'],
    [3, 'Candidate 4', 'Candidate 4'],
  ]);
  expect(choices[1]?.picture).toBe(candidates[1]);
});

it('is none where there is no such candidate', () => {
  expect(choiceOf(['a.png'], 1)).toBeUndefined();
  expect(choiceOf([], 0)).toBeUndefined();
});
