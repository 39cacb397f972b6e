import { expect, it } from 'vitest';
import { poolHeads } from '../../core/score/score.ts';
import { emptyExplanation } from './explanationState.ts';
import { costText, formatLoss, mapSentences, weighWords } from './occlusionText.ts';

const scores = (mu: number) => poolHeads({ following: { mu, logSigma: 0 } });
const WHOLE = { grid: { rows: 8, columns: 8 }, whole: scores(1), allCovered: scores(-0.5) };
const block = (row: number, column: number, mu: number) => ({
  region: { row, column, rows: 1, columns: 1 },
  score: scores(mu),
});

it('says beforehand what it costs', () => {
  const state = { ...emptyExplanation(7), whole: WHOLE, msEach: 640 };
  expect(costText(state)).toBe('Up to 41 regions and 7 words, about 0.64 s each: 30 s at most.');
  expect(costText({ ...emptyExplanation(0), whole: WHOLE, msEach: 4000 })).toBe(
    'Up to 41 regions, about 4 s each: 3 min at most.',
  );
});

it('says where the score rests, and where it is harmed', () => {
  const coverings = [block(0, 0, 0.58), block(7, 4, 1.2), block(4, 4, 1)];
  const options = { part: 'following', label: 'Instruction following', cover: 'source' } as const;
  expect(mapSentences(WHOLE, coverings, options)).toEqual([
    'With all of it as in the source, Instruction following falls by 1.50.',
    'Most rests here: with one square at the upper left as in the source, it falls by 0.42.',
    'This harms it: with one square at the lower middle as in the source, it rises by 0.20.',
  ]);
});

it('names no place where nothing changes', () => {
  const options = { part: undefined, label: 'the reward', cover: 'mean' } as const;
  expect(mapSentences({ ...WHOLE, allCovered: scores(1) }, [block(0, 0, 1)], options)).toEqual([
    'With all of it covered, the reward stays the same.',
  ]);
});

it('weighs words against the one that matters most', () => {
  const words = [
    { start: 0, end: 4, score: scores(1.1) },
    { start: 8, end: 11, score: scores(0.6) },
  ];
  const [make, red] = weighWords('Make it red', scores(1), words, 'following');
  expect(make).toMatchObject({ text: 'Make' });
  expect(make?.share).toBeCloseTo(-0.25, 9);
  expect(red).toMatchObject({ text: 'red', share: 1 });
  expect([make?.loss ?? 0, red?.loss ?? 0, -0.001].map(formatLoss)).toEqual(['−0.10', '+0.40', '0.00']);
});
