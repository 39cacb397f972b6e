import { expect, it } from 'vitest';
import { mappingOf, rolesOf } from './columnRoles.ts';

it('gives each column its role, and the mapping in the order of the columns', () => {
  const columns = ['id', 'after_b', 'after_a', 'wish'];
  const mapping = [
    { column: 'wish', role: 'instruction' },
    { column: 'after_a', role: 'edited' },
    { column: 'after_b', role: 'edited' },
  ] as const;
  const roles = rolesOf(columns, mapping);
  expect([...roles.values()]).toEqual([undefined, 'edited', 'edited', 'instruction']);
  expect(mappingOf(columns, roles).map(({ column }) => column)).toEqual(['after_b', 'after_a', 'wish']);
  expect(mappingOf(columns, new Map(roles).set('after_b', undefined)).map(({ column }) => column)).toEqual([
    'after_a',
    'wish',
  ]);
});

it('gives each edit its own editor, whatever the order of the columns', () => {
  const columns = ['after_b', 'after_a', 'by_a', 'by_b'];
  const roles = new Map(columns.map((column) => [column, column.startsWith('by') ? 'editor' : 'edited'] as const));
  expect(mappingOf(columns, roles).map(({ column }) => column)).toEqual(['after_b', 'after_a', 'by_b', 'by_a']);
});
