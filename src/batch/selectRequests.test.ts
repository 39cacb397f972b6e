import { expect, it } from 'vitest';
import { editScore } from '../testing/scoreForTest.ts';
import { Outcomes } from './outcomes.ts';
import { selectRequests, type Selection } from './selectRequests.ts';

const image = (name: string) => ({ kind: 'file', name }) as const;
const requests = [1, 2].map((line) => ({
  instruction: 'p',
  source: image('s'),
  pictures: ['a', 'b'].map((name, candidate) => ({ image: image(line + name), uses: [{ line, candidate }] as const })),
}));
const head = { mu: 1, logSigma: 0 };
const score = editScore(head, head);

/** 1a has a score, 1b one of unknown pictures, 2a failed, 2b was not scored. */
const outcomes = new Outcomes([
  { line: 1, candidate: 0, outcome: { score, sha256: { source: 'S', edited: 'A' } } },
  { line: 1, candidate: 1, outcome: { score } },
  { line: 2, candidate: 0, outcome: { error: { name: 'E', message: '' } } },
]);

it.each<[Selection, string[]]>([
  ['left', ['2b']],
  ['failed', ['2a']],
  ['unscored', ['2a', '2b']],
  ['unknown', ['1b']],
])('selects what is %s', (selection, names) => {
  const selected = selectRequests(requests, outcomes, selection);
  expect(selected.map(({ pictures }) => pictures.map((one) => one.image.name))).toEqual([names]);
});
