import { expect, it } from 'vitest';
import { namedApart, namedInFolder } from './namedApart.ts';

const file = (name: string) => new File([], name);
const results = (...names: string[]) => names.map((name) => ({ name, blob: file(name) }));
const namesOf = (files: readonly { readonly name: string }[]) => files.map(({ name }) => name);

it('numbers all files of a choice in which a name comes again, so that a report stays with its scores', () => {
  const first = results('set_scores.jsonl');
  const second = results('set_report.json', 'set_scores.jsonl');
  expect(namesOf(namedApart([first, second, results('other_scores.jsonl')]))).toEqual([
    'set_scores.jsonl',
    '2/set_report.json',
    '2/set_scores.jsonl',
    'other_scores.jsonl',
  ]);
});

it('names files of a folder by their paths only where names come again', () => {
  const once = [{ path: 'out/a_scores.jsonl', file: file('a_scores.jsonl') }];
  expect(namesOf(namedInFolder(once))).toEqual(['a_scores.jsonl']);
  const again = [...once, { path: 'out/q4/a_scores.jsonl', file: file('a_scores.jsonl') }];
  expect(namesOf(namedInFolder(again))).toEqual(['out/a_scores.jsonl', 'out/q4/a_scores.jsonl']);
});
