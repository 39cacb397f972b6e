import { expect, it } from 'vitest';
import { emptyLibrary, type Library, type Transfer } from '../keptModels/library.ts';
import { storedModel } from '../keptModels/librarySamples.ts';
import { stateOfKnown } from './knownState.ts';

const state = (library: Partial<Library>) => stateOfKnown({ ...emptyLibrary, ...library }, 'owner/seven', 'q4');
const conversion = { id: '1', name: 'seven', dtype: 'q4', storedBytes: 1, busy: false } as const;
const transfer: Transfer = {
  key: 1,
  stage: 'converting',
  label: 'seven',
  subjectId: undefined,
  progress: undefined,
  error: undefined,
};

it('knows how far a known model is', () => {
  const model = storedModel('a');
  const kept = { ...model, manifest: { ...model.manifest, source: { repository: 'owner/seven' } } };
  expect(state({})).toBe('absent');
  expect(state({ contents: { models: [model], conversions: [{ ...conversion, name: 'other' }] } })).toBe('absent');
  expect(state({ contents: { models: [], conversions: [conversion] } })).toBe('begun');
  expect(state({ contents: { models: [], conversions: [{ ...conversion, dtype: 'q8' }] } })).toBe('absent');
  const calibrated = { ...conversion, id: '2', calibrated: true };
  expect(state({ contents: { models: [], conversions: [calibrated] } })).toBe('absent');
  expect(state({ contents: { models: [], conversions: [calibrated, conversion] } })).toBe('begun');
  expect(state({ contents: { models: [], conversions: [{ ...conversion, busy: true }] } })).toBe('converting');
  expect(state({ transfers: [transfer] })).toBe('converting');
  const error = { name: 'Error', kind: 'input', message: '' } as const;
  expect(state({ transfers: [{ ...transfer, error }] })).toBe('absent');
  expect(state({ contents: { models: [kept], conversions: [] } })).toBe('kept');
  expect(state({ contents: { models: [{ ...kept, complete: false }], conversions: [] } })).toBe('absent');
});
