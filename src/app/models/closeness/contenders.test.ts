import { describe, expect, it } from 'vitest';
import { storedModel } from '../../keptModels/librarySamples.ts';
import { contendersOf, modelChoices, RESULTS_CHOICE } from './contenders.ts';

const [whole, builtIn, ...others] = modelChoices([storedModel('a'), storedModel('b', 10)], 'https://site/nano/');

describe('contenders', () => {
  it('are the whole models of this device, and the one of the site', () => {
    expect(whole).toMatchObject({ key: 'a', contender: { kind: 'model', location: { kind: 'stored', id: 'a' } } });
    expect(builtIn).toMatchObject({ contender: { location: { kind: 'url', url: 'https://site/nano/' } } });
    expect(others).toEqual([]);
  });

  it('are two that differ, one of which may be a file', () => {
    const file = new File([], 'a_scores.jsonl');
    expect(contendersOf(whole, builtIn, undefined)).toEqual([whole?.contender, builtIn?.contender]);
    expect(contendersOf(whole, RESULTS_CHOICE, file)).toEqual([whole?.contender, { kind: 'results', file }]);
    expect(contendersOf(whole, RESULTS_CHOICE, undefined)).toMatch(/^Choose a file of scores/);
    expect(contendersOf(whole, whole, undefined)).toBe('Choose two that are not the same.');
  });
});
