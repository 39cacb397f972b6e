import { expect, it } from 'vitest';
import type { ModelLocation } from '../../core/modelPackage/modelLocation.ts';
import { isCurrent } from './currentModel.ts';

const current = (location: ModelLocation, other: ModelLocation) =>
  isCurrent({ kind: 'loading', label: 'x', location }, other);

it('knows a model by where it is', () => {
  const hub = { kind: 'huggingFace', repository: 'owner/name', revision: 'v1' } as const;
  const url = { kind: 'url', url: 'https://models.example/' } as const;
  expect(current(hub, { ...hub })).toBe(true);
  expect(current(hub, { ...hub, revision: 'v2' })).toBe(false);
  expect(current(hub, url)).toBe(false);
  expect(current(url, { ...url })).toBe(true);
  expect(current({ kind: 'stored', id: '1' }, { kind: 'stored', id: '1' })).toBe(true);
  const files = { kind: 'files', files: [] } as const;
  expect(current(files, files)).toBe(false);
});
