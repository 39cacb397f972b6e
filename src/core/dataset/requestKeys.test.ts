import { expect, it } from 'vitest';
import { requestKey, type DatasetItem } from './datasetItem.ts';
import { createRequestKeys } from './requestKeys.ts';

function item(instruction: string, source?: string): DatasetItem {
  return {
    line: 1,
    instruction,
    ...(source !== undefined && { source: { kind: 'file', name: source } }),
    candidates: [],
    ranks: undefined,
  };
}

it('gives each item the key of its own source and instruction, wherever these stand', () => {
  const items = [
    item('older', 'a.png'),
    item('older', 'a.png'),
    item('older', 'b.png'),
    item('younger', 'b.png'),
    item('younger'),
    item('younger'),
    item('older', 'a.png'),
  ];
  const keyOf = createRequestKeys();
  expect(items.map(keyOf)).toEqual(items.map(requestKey));
  expect(keyOf(item('older', 'a.png'))).toBe('["older","a.png"]');
});
