import { expect, it } from 'vitest';
import { limitNote } from './limitNote.ts';

it('names the limit', () => {
  expect(limitNote(1_048_576)).toBe(
    'Seen with at most 1,048,576 pixels a picture, by your limit: not the official number.',
  );
});
