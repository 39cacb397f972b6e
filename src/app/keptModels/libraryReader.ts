import type { ModelStoreClient } from '../../client/modelStoreClient.ts';
import { toTransferred } from '../../core/transferredError.ts';
import type { LibraryStore } from './library.ts';

/** Reads what is kept, and keeps up with it. A failure ends up in the state. */
export interface LibraryReader {
  /** From the first time on, what happens in any tab is read as well. */
  open(): void;
  /** Reads what is kept once more after a reading under way: answers of two at once may come in the wrong order. */
  refresh(): Promise<void>;
}

export function createLibraryReader(
  { dispatch }: LibraryStore,
  client: Pick<ModelStoreClient, 'list' | 'storage' | 'listen'>,
): LibraryReader {
  let listening = false;
  let reading: Promise<void> = Promise.resolve();
  /** The reading after that, which answers whoever asks meanwhile. */
  let again: Promise<void> | undefined;

  async function read(): Promise<void> {
    try {
      const [contents, storage] = await Promise.all([client.list(), client.storage()]);
      dispatch({ type: 'libraryRead', contents, storage });
    } catch (error) {
      dispatch({ type: 'libraryFailed', error: toTransferred(error) });
    }
  }

  function refresh(): Promise<void> {
    again ??= reading.then(() => {
      again = undefined;
      reading = read();
      return reading;
    });
    return again;
  }

  function listen(): void {
    if (listening) return;
    listening = true;
    client.listen((event) => {
      if (event.type === 'changed') void refresh();
      else dispatch({ type: 'transferHeard', id: event.id, progress: event.progress });
    });
  }

  return {
    open() {
      listen();
      void refresh();
    },
    refresh,
  };
}
