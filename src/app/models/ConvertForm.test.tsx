// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CalibrationSample } from '../../core/keptModels/calibrationSample.ts';
import { deferred, type Deferred } from '../../testing/deferred.ts';
import type { LibraryActions } from '../keptModels/libraryActions.ts';
import { emptyLibrary, reduceLibrary } from '../keptModels/library.ts';
import { LibraryContext } from '../keptModels/useLibrary.ts';
import { createStore } from '../ui/store.ts';
import { ConvertForm } from './ConvertForm.tsx';

let root: Root;
let samples: Deferred<readonly CalibrationSample[]>;
const convert = vi.fn(async () => undefined);

function unused(): Promise<never> {
  return Promise.reject(new Error('unused'));
}

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  convert.mockClear();
  samples = deferred();
  const store = createStore(reduceLibrary, emptyLibrary);
  const batch = {
    name: 'set',
    sha256: '',
    readPicture: unused,
    voted: () => {
      throw new Error('unused');
    },
    samples: () => samples.promise,
    compare: unused,
  };
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
