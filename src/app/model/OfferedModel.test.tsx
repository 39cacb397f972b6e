// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EditRewardError } from '../../core/errors.ts';
import { deferred, type Deferred } from '../../testing/deferred.ts';
import { CatalogueMismatchError } from '../keptModels/catalogue.ts';
import { emptyLibrary, reduceLibrary } from '../keptModels/library.ts';
import type { LibraryActions, Offered } from '../keptModels/libraryActions.ts';
import { storedModel } from '../keptModels/librarySamples.ts';
import { LibraryContext } from '../keptModels/useLibrary.ts';
import { createStore } from '../ui/store.ts';
import { OfferedModel } from './OfferedModel.tsx';

const ENTRY = { title: 'Tiny', address: 'https://models.example/tiny/', byteLength: 5e6, sha256: 'd'.repeat(64) };
const OFFERED: Offered = { location: { kind: 'url', url: ENTRY.address }, description: storedModel(ENTRY.sha256) };

let root: Root;
/** What the address answers, or why it does not. */
let answer: Deferred<Error | Offered>;
const download = vi.fn(() => new Promise<void>(() => undefined));

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  download.mockClear();
  answer = deferred();
  const actions: Partial<LibraryActions> = {
    download,
    fitOf: async () => undefined,
    async inspectOffered() {
      const found = await answer.promise;
      if (found instanceof Error) throw found;
      return found;
    },
  };
  const store = createStore(reduceLibrary, emptyLibrary);
  root = createRoot(document.body.appendChild(document.createElement('div')));
  await act(async () =>
    root.render(
      <LibraryContext value={{ store, actions: actions as LibraryActions }}>
        <OfferedModel entry={ENTRY} />
      </LibraryContext>,
    ),
  );
});
afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

const buttons = () => [...document.querySelectorAll('button')].map(({ textContent }) => textContent);
const press = () => act(async () => document.querySelector('button')?.click());
const answers = (found: Error | Offered) => act(async () => answer.resolve(found));

it('brings a model once, however often it is asked for while its address is looked at', async () => {
  expect(buttons()).toEqual(['Download 5 MB', 'Will it fit? Ask models.example']);
  await press();
  await press();
  await answers(OFFERED);
  await press();
  expect(download).toHaveBeenCalledExactlyOnceWith(OFFERED.location, OFFERED.description);
});

it('offers no download of what it refused', async () => {
  await press();
  await answers(new CatalogueMismatchError('It is another model.'));
  expect(document.body.textContent).toContain('It is another model.');
  expect(buttons()).toEqual([]);
  expect(download).not.toHaveBeenCalled();
});

it('may be asked again where the address did not answer', async () => {
  await press();
  await answers(new EditRewardError('There is no network.'));
  expect(document.body.textContent).toContain('There is no network.');
  answer = deferred();
  await press();
  await answers(OFFERED);
  expect(download).toHaveBeenCalledOnce();
});
