import { withEditorsInOrder, type ColumnMapping, type ColumnRole } from '../../../core/dataset/columnMapping.ts';

/** What each column is; those that are missing are not read. */
export type Roles = ReadonlyMap<string, ColumnRole | undefined>;

/** In the order in which one would ask for them. */
export const ROLE_LABELS: readonly { readonly role: ColumnRole; readonly label: string }[] = [
  { role: 'source', label: 'Source' },
  { role: 'edited', label: 'Edited picture' },
  { role: 'instruction', label: 'Instruction or prompt' },
  { role: 'editor', label: 'Editor' },
  { role: 'category', label: 'Category' },
  { role: 'score', label: 'People’s score' },
  { role: 'vote', label: 'People’s vote' },
];

export function rolesOf(columns: readonly string[], mapping: ColumnMapping): Roles {
  return new Map(columns.map((column) => [column, mapping.find((use) => use.column === column)?.role]));
}

/** In the order of the columns, but each editor in the place of its edit. */
export function mappingOf(columns: readonly string[], roles: Roles): ColumnMapping {
  const mapping = columns.flatMap((column) => {
    const role = roles.get(column);
    return role === undefined ? [] : [{ column, role }];
  });
  return withEditorsInOrder(mapping);
}
