import { describe, expect, it } from 'vitest';
import type { DatasetItem } from '../../core/dataset/datasetItem.ts';
import { ABSENT, ASSUMED, UNDERSTOOD, type Judgement } from '../../core/dataset/judgement.ts';
import { batchRunText, batchTimeLeft, checkNotes, standingText, understoodText, nothingText } from './batchText.ts';

describe('standingText', () => {
  const model = { id: 'nano', dtype: 'q8', manifestSha256: 'ff' };

  it('says how far it is, and by which model', () => {
    expect(standingText({ total: 1200, scored: 12, failed: 1 }, { kind: 'paused' }, model, 'edits')).toBe(
      'Paused: 12 of 1,200 edits scored by nano q8, 1 failed.',
    );
    expect(standingText({ total: 2, scored: 0, failed: 0 }, { kind: 'none' }, model, 'textToImage')).toBe(
      '0 of 2 pictures scored.',
    );
  });

  it('says that the user limited the size of pictures: such scores are not the official ones', () => {
    const limited = { ...model, maxPixels: 1_048_576 };
    expect(standingText({ total: 2, scored: 2, failed: 0 }, { kind: 'done' }, limited, 'edits')).toBe(
      '2 of 2 edits scored by nano q8, pictures up to 1,048,576 pixels.',
    );
  });
});

function item(count: number, ranks?: readonly number[], judgement?: Judgement): DatasetItem {
  return {
    line: 1,
    instruction: 'p',
    source: { kind: 'file', name: 's' },
    candidates: Array.from({ length: count }, (_, k) => ({
      image: { kind: 'file', name: `${k}` },
      model: undefined,
      humanScore: undefined,
    })),
    ranks,
    judgement,
  };
}

describe('understoodText', () => {
  it('counts by kind, and says which fields there are', () => {
    expect(understoodText([item(2, [1, 2], UNDERSTOOD), item(3), item(2, [1, 1]), item(1)])).toEqual([
      '4 items: 1 single edit, 2 pairs, 1 set of 3 edits; 1 source.',
      'With instructions, rankings by people (2 of 4).',
    ]);
  });
});

function picture(more: Partial<DatasetItem> = {}): DatasetItem {
  return { ...item(2), source: undefined, ...more };
}

describe('what is said of a dataset without sources', () => {
  it('calls its parts pictures and prompts, and says what it is for', () => {
    const judged = picture({ ranks: [1, 2], judgement: { kind: 'layout' }, confidence: 0.9 });
    const single: DatasetItem = { ...item(1), source: undefined, instruction: 'q', folder: 'cats' };
    expect(understoodText([judged, picture({ confidence: null }), single])).toEqual([
      '3 items: 1 single picture, 2 pairs; 2 prompts.',
      'There are no sources, so it needs a model that judges a picture by its prompt.',
      'With prompts, the preferred picture first, as in all of HPDv3 (1 of 3), confidences (1 of 3), folders (1 of 3).',
    ]);
  });

  it('counts pictures', () => {
    expect(checkNotes({ kind: 'done', changed: 2, missing: 0, unknown: 0 }, 'textToImage')).toEqual([
      '2 pictures are scored again: they have changed.',
    ]);
    const step = { request: { instruction: 'p', pictures: [] }, progress: undefined, reload: undefined };
    const running = { kind: 'running', startedAt: 0, total: 3, done: 1, step, ending: false } as const;
    expect(batchRunText(running)).toBe('picture 2 of 3: opening the images');
  });
});

describe('what is said of judgements', () => {
  it('does not take for people what is assumed or not known', () => {
    const all = [item(2, [1, 2], ASSUMED), item(2, [1, 2]), item(2, [1, 2], UNDERSTOOD), item(2, undefined, ABSENT)];
    expect(understoodText(all).slice(1)).toEqual([
      'With instructions, rankings by people (1 of 4).',
      '1 pair: perhaps nobody said which edit is better. An earlier version of this page kept them, and it took the first edit ' +
        'for the preferred one where nothing was said. Open the dataset again to find out.',
    ]);
  });
});

describe('a run', () => {
  const run = { kind: 'running', startedAt: 0, done: 20, total: 100, step: undefined, ending: false } as const;
  const request = { instruction: 'p', source: { kind: 'file', name: 's' }, pictures: [] } as const;

  it('says what is under way', () => {
    const progress = { type: 'stage', stage: 'vision', candidate: 0, done: 1, total: 4 } as const;
    expect(batchRunText(run)).toBe('getting ready');
    expect(batchRunText({ ...run, step: { request, progress, reload: undefined } })).toBe(
      'edit 21 of 100: looking at the image',
    );
    expect(batchRunText({ ...run, ending: true })).toBe('stopping after this step');
  });

  it('says how long it takes, once that is known', () => {
    expect(batchTimeLeft(run, 10_000)).toBe('about 40 s left');
    expect(batchTimeLeft(run, 2000)).toBeUndefined();
    expect(batchTimeLeft({ ...run, done: 1 }, 10_000)).toBeUndefined();
  });
});

describe('checkNotes', () => {
  it('says what is not known to be of the pictures that are there, and nothing where all is', () => {
    expect(checkNotes({ kind: 'done', changed: 0, missing: 0, unknown: 0 })).toEqual([]);
    expect(checkNotes({ kind: 'done', changed: 1, missing: 0, unknown: 0 })).toEqual([
      '1 edit is scored again: its pictures have changed.',
    ]);
    expect(checkNotes({ kind: 'done', changed: 1200, missing: 1, unknown: 2 })).toEqual([
      '1,200 edits are scored again: their pictures have changed.',
      '1 edit keeps its score. The pictures are not there now, so nothing tells whether they have changed.',
      '2 edits were scored by an earlier version of this page. It did not note the pictures, so nothing tells whether they ' +
        'have changed.',
    ]);
    expect(checkNotes({ kind: 'unfinished', hidden: 1200 })).toEqual([
      '1,200 edits have a score that is hidden until the pictures are compared. Scoring begins with that.',
    ]);
  });
});

const missing = (line: number) => ({ line, message: 'The row has no source image.' });

describe('nothingText', () => {
  it('says once what is wrong with all rows', () => {
    const problems = Array.from({ length: 60 }, (_, k) => missing(k + 2));
    expect(nothingText(problems)).toBe(
      'No row of it was understood. 60 rows (lines 2 to 61): The row has no source image.',
    );
    expect(nothingText([missing(2)])).toBe('No row of it was understood. Line 2: The row has no source image.');
  });

  it('says no reason if there are several, which stand below', () => {
    expect(nothingText([missing(2), { line: 3, message: 'Another.' }])).toBe('No row of it was understood.');
    expect(nothingText([])).toBe('No row of it was understood.');
  });
});
