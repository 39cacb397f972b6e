import { expect, it } from 'vitest';
import { PictureGroups } from './pictureGroups.ts';

it('pictures that meet, and those that meet them, are of one group', () => {
  const groups = new PictureGroups();
  groups.join(['a', 'b']);
  groups.join(['c', 'd']);
  groups.join(['e']);
  expect(groups.groupOf('a')).not.toBe(groups.groupOf('c'));
  groups.join(['d', 'b']);
  expect(new Set(['a', 'b', 'c', 'd'].map((one) => groups.groupOf(one))).size).toBe(1);
  expect(groups.groupOf('e')).not.toBe(groups.groupOf('a'));
});
