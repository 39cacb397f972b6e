// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CalibrationSample } from '../../core/keptModels/calibrationSample.ts';
import { deferred, type Deferred } from '../../testing/deferred.ts';
import type { LibraryActions } from '../keptModels/libraryActions.ts';
import { emptyLibrary, reduceLibrary } from '../keptModels/library.ts';
import type { OpenedBatch } from '../keptModels/openedBatch.ts';
import { LibraryContext } from '../keptModels/useLibrary.ts';
import { createStore } from '../ui/store.ts';
import { ConvertForm } from './ConvertForm.tsx';

let root: Root;
let samples: Deferred<readonly CalibrationSample[]>;
const convert = vi.fn(async () => undefined);

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  convert.mockClear();
  samples = deferred();
  const store = createStore(reduceLibrary, emptyLibrary);
  // The form asks it for no more.
  const batch = { name: 'set', samples: () => samples.promise } as OpenedBatch;
  store.dispatch({ type: 'batchOpened', batch });
  root = createRoot(document.body.appendChild(document.createElement('div')));
  const library = { store, actions: { convert } as unknown as LibraryActions };
  await act(async () =>
    root.render(
      <LibraryContext value={library}>
        <ConvertForm own={undefined} />
      </LibraryContext>,
    ),
  );
});
afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

const control = (text: string) =>
  [...document.querySelectorAll<HTMLElement>('button, label')].find((one) => one.textContent?.startsWith(text));
const press = (text: string) => act(async () => control(text)?.click());

it('begins one conversion, however often it is asked to while pictures are read', async () => {
  await press('HPSv3 on Qwen2-VL-7B');
  await press('Calibrate with set');
  await press('Convert');
  expect(control('Reading the pictures')).toHaveProperty('disabled', true);
  await act(async () => document.querySelector('form')?.requestSubmit());
  await act(async () => samples.resolve([]));
  expect(convert).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ calibration: [] }));
  expect(control('Convert')).toHaveProperty('disabled', false);
});
