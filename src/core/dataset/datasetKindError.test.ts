import { expect, it } from 'vitest';
import { datasetKind } from './datasetItem.ts';
import { requireSameKind } from './datasetKindError.ts';

const ofEdits = {
  title: 'EditReward',
  task: { images: [{ role: 'source' }, { role: 'candidate' }], text: 'instruction' },
} as const;
const ofPrompts = { title: 'HPSv3', task: { images: [{ role: 'candidate' }], text: 'prompt' } } as const;

it('takes a dataset of the kind that the model judges', () => {
  expect(() => requireSameKind('a.json', 'edits', ofEdits)).not.toThrow();
  expect(() => requireSameKind('a.json', 'textToImage', ofPrompts)).not.toThrow();
});

it('refuses one of the other kind, and says which model it needs', () => {
  expect(() => requireSameKind('test.json', 'textToImage', ofEdits)).toThrow(
    'test.json is of pictures without a source, and EditReward judges edits: it compares each with its source. Score it with a ' +
      'model that judges a picture by its prompt, such as HPSv3.',
  );
  expect(() => requireSameKind('edits.json', 'edits', ofPrompts)).toThrow(
    'edits.json is of edits, each with its source, and HPSv3 judges a picture by its prompt alone: it would never see the ' +
      'source. Score it with a model of edits, such as EditReward.',
  );
});

it('knows the kind of a dataset by its first item, and takes one without items for edits', () => {
  expect([datasetKind([]), datasetKind([{}]), datasetKind([{ source: { kind: 'file', name: 's' } }])]).toEqual([
    'edits',
    'textToImage',
    'edits',
  ]);
});
