import { describe, expect, it } from 'vitest';
import { initialState } from '../score/appState.ts';
import { isBusy } from './busy.ts';
import { emptyLibrary, type Transfer } from '../models/library.ts';

const transfer: Transfer = {
  key: 1,
  stage: 'downloading',
  label: 'seven',
  subjectId: undefined,
  progress: undefined,
  error: undefined,
};
const withTransfer = (one: Transfer) => isBusy({ ...initialState, library: { ...emptyLibrary, transfers: [one] } });

describe('isBusy', () => {
  it('is false for a page at rest, with a model or without', () => {
    expect(isBusy(initialState)).toBe(false);
    expect(isBusy({ ...initialState, model: { kind: 'failed', label: 'x', error: { name: 'E', message: '' } } })).toBe(
      false,
    );
  });

  it('is true while a batch is scored', () => {
    expect(isBusy({ ...initialState, batchRunning: true })).toBe(true);
  });

  it('is true while a model loads', () => {
    const location = { kind: 'url', url: 'https://example.org/m/' } as const;
    expect(isBusy({ ...initialState, model: { kind: 'loading', label: 'x', location, progress: undefined } })).toBe(
      true,
    );
  });

  it('is true while a model is fetched, and not for a failure that stands there', () => {
    expect(withTransfer(transfer)).toBe(true);
    expect(withTransfer({ ...transfer, error: { name: 'E', message: '' } })).toBe(false);
  });
});
