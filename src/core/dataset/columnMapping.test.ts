import { describe, expect, it } from 'vitest';
import {
  mappedDigest,
  mappingProblem,
  mappingText,
  withEditorsInOrder,
  type ColumnMapping,
  type ColumnRole,
} from './columnMapping.ts';

/** "source=a edited=b". */
const mapping = (text: string): ColumnMapping =>
  text.split(' ').map((use) => {
    const [role = '', column = ''] = use.split('=');
    return { role: role as ColumnRole, column };
  });

describe('a mapping of columns', () => {
  it.each([
    [
      'edited=img_b edited=img_a editor=model_a editor=model_b',
      'edited=img_b,edited=img_a,editor=model_b,editor=model_a',
    ],
    ['edited=img2 edited=img1 editor=by1 editor=by2', 'edited=img2,edited=img1,editor=by2,editor=by1'],
    // Where names do not tell, they belong together as they stand.
    ['edited=img_b edited=img_a editor=x editor=y', 'edited=img_b,edited=img_a,editor=x,editor=y'],
    ['edited=img_b edited=img_a editor=model_a editor=y', 'edited=img_b,edited=img_a,editor=model_a,editor=y'],
    ['edited=b editor=model_a instruction=c', 'edited=b,editor=model_a,instruction=c'],
  ])('has the editors of %s in the order of their edits', (text, sorted) => {
    expect(mappingText(withEditorsInOrder(mapping(text)))).toBe(sorted);
  });

  it.each([
    'source=a edited=b instruction=c',
    'edited=b instruction=c',
    'source=a edited=b instruction=c editor=d score=e',
    'source=a edited=b edited=c instruction=d editor=e editor=f vote=g',
  ])('may be %s', (text) => expect(mappingProblem(mapping(text))).toBeUndefined());

  it.each([
    ['source=a instruction=c', 'No column is the edited picture.'],
    ['source=a edited=b', 'No column is the instruction.'],
    ['source=a edited=b instruction=c instruction=d', 'Only one column can be the instruction.'],
    ['source=a source=d edited=b instruction=c', 'Only one column can be the source.'],
    ['edited=b instruction=c category=d category=e', 'Only one column can be the category.'],
    ['source=a edited=a instruction=c', 'The column "a" is named for two things.'],
    ['edited=a edited=b instruction=c editor=d', 'There are 2 columns of edits and 1 of editors.'],
    ['edited=a edited=b instruction=c score=d', 'A score is of a single edit.'],
    ['edited=a instruction=c vote=d vote=e', 'Only one column can be what people said.'],
  ])('cannot be %s', (text, problem) => expect(mappingProblem(mapping(text))).toContain(problem));

  it('makes another dataset of the same file', async () => {
    const one = mapping('edited=b instruction=c');
    expect(mappingText(one)).toBe('edited=b,instruction=c');
    expect(await mappedDigest('5a', undefined)).toBe('5a');
    const digests = [await mappedDigest('5a', one), await mappedDigest('5a', mapping('edited=b instruction=d'))];
    expect(new Set([...digests, '5a']).size).toBe(3);
    expect(await mappedDigest('5a', mapping('instruction=c edited=b'))).toBe(digests[0]);
    const [ab, ba] = ['edited=a edited=b instruction=c', 'edited=b edited=a instruction=c'].map(mapping);
    expect(await mappedDigest('5a', ab)).not.toBe(await mappedDigest('5a', ba));
  });
});
