import { describe, expect, it } from 'vitest';
import type { ResultItem } from '../../core/dataset/resultItem.ts';
import { promptItem, resultItem } from '../../testing/resultItemForTest.ts';
import { datasetReport } from '../datasetReport.ts';
import { editorTables } from './editorTables.ts';
import { editorSentences } from './editorsText.ts';
import { editorWords } from './editorWords.ts';

/** Of so many sources each, with rewards of the named editors. */
function sources(count: number, rewards: Readonly<Record<string, number>>, from = 0): ResultItem[] {
  const scores = Object.values(rewards).map((reward) => ({ reward }));
  return Array.from({ length: count }, (_, k) => resultItem(from + k, scores, { models: Object.keys(rewards) }));
}

function sentences(...items: readonly (readonly ResultItem[])[]): string[] {
  const report = datasetReport(items.flat());
  const texts = report.editors ? editorSentences(report.editors, editorWords(report)) : [];
  const tables = report.editors ? editorTables(report.editors, editorWords(report)) : [];
  expect(JSON.stringify([texts, tables, report.editors ?? []])).not.toMatch(/NaN|undefined|null|Infinity/);
  return texts;
}

describe('editorSentences', () => {
  it('say on how many sources one beats the other, and whether that is clear', () => {
    expect(sentences(sources(14, { A: 1, B: 0 }), sources(6, { A: 0, B: 1 }, 14))).toEqual([
      'By reward, A is first, but not clearly better than B.',
      'A beats B on 14 of 20 sources (70%, 95% interval 48% to 85%): they cannot be told apart.',
    ]);
    expect(
      sentences(sources(17, { A: 1, B: 0 }), sources(2, { A: 0, B: 1 }, 17), sources(1, { A: 0, B: 0 }, 19)),
    ).toEqual([
      'By reward, A is the best editor: it is better than B.',
      // The values vary as those of 22.6 wins and losses would: 0.109375 / 0.096875 of 20.
      'A beats B on 17 of 20 sources, with 1 tie (88%, 95% interval 68% to 96%).',
    ]);
  });

  it('name the one who is better than all others', () => {
    expect(sentences(sources(8, { A: 2, B: 1, C: 0 }))).toEqual([
      'By reward, A is the best editor: it is better than each of the 2 others.',
      'A beats B on 8 of 8 sources (100%, 95% interval 68% to 100%).',
      'A beats C on 8 of 8 sources (100%, 95% interval 68% to 100%).',
    ]);
  });

  it.each([
    [
      'one source',
      sources(1, { A: 1, B: 0 }),
      'A beats B on the one source that they share (100%, 95% interval 21% to 100%): one source is too few to tell them apart.',
    ],
    [
      'few sources',
      sources(3, { A: 1, B: 0 }),
      'A beats B on 3 of 3 sources (100%, 95% interval 44% to 100%): 3 sources are too few to tell them apart.',
    ],
    ['ties alone', sources(7, { A: 1, B: 1 }), 'A and B have equal rewards on all 7 sources.'],
    ['one tie', sources(1, { A: 1, B: 1 }), 'A and B have equal rewards on the one source that they share.'],
  ])('of %s', (_, items, sentence) => {
    expect(sentences(items)).toEqual(['By reward, A is first, but not clearly better than B.', sentence]);
  });

  it('of as many wins as losses', () => {
    expect(sentences(sources(4, { A: 1, B: 0 }), sources(4, { A: 0, B: 1 }, 4))[1]).toBe(
      'A and B each win on 4 of 8 sources (50%, 95% interval 22% to 78%): they cannot be told apart.',
    );
  });

  it('of one editor, and of two who never met', () => {
    expect(sentences(sources(3, { A: 1 }))).toEqual(['Only one editor is named, A: there is nothing to compare.']);
    expect(sentences(sources(3, { A: 1 }), sources(1, { B: 1 }, 3))).toEqual([
      'No two editors edited the same source by the same instruction: there is nothing to compare.',
    ]);
    expect(sentences()).toEqual([]);
  });

  it('of an editor with a single edit, and of edits of nobody', () => {
    const nobody = resultItem(9, [{ reward: 1 }], {});
    const text = sentences(sources(6, { A: 2, B: 1 }), sources(1, { A: 1, C: 0 }, 6), [nobody]);
    expect(text).toEqual([
      'By reward, A is first, but not clearly better than C.',
      'A beats C on the one source that they share (100%, 95% interval 21% to 100%): one source is too few to tell them apart.',
      'A beats B on 6 of 6 sources (100%, 95% interval 61% to 100%).',
      'Not all editors have a picture for every source: mean rewards are of different sources, while each two meet on those that they share.',
      'Nothing says which editor made 1 of the edits: no figure of editors counts them.',
    ]);
  });

  it('of those who never met the first', () => {
    const text = sentences(sources(6, { A: 2, B: 1 }), sources(6, { C: 2, D: 1 }, 6));
    expect(text.slice(0, 3)).toEqual([
      'By reward, A is first, but not clearly better than C and D.',
      'A beats B on 6 of 6 sources (100%, 95% interval 61% to 100%).',
      'A shares no source with C and D.',
    ]);
  });

  it('of pictures without sources', () => {
    const items = [1, 2].map((line) => promptItem(line, [{ reward: 1 }, { reward: 0 }], { models: ['A', 'B'] }));
    expect(sentences(items)[1]).toBe(
      'A beats B on 2 of 2 prompts (100%, 95% interval 34% to 100%): 2 prompts are too few to tell them apart.',
    );
  });
});
