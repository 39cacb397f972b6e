import type { CallOptions } from '../../client/callOptions.ts';
import type { ScorerClient } from '../../client/scorerClient.ts';
import type { ModelStoreClient } from '../../client/modelStoreClient.ts';
import type { DeviceReport } from '../../core/fit/deviceReport.ts';
import type { ConversionRequest } from '../../core/keptModels/conversionRequest.ts';
import type { ModelDescription, StoredModel } from '../../core/keptModels/storedModel.ts';
import type { RemoteLocation } from '../../core/modelPackage/modelLocation.ts';
import type { TransferProgress } from '../../core/keptModels/transferProgress.ts';
import type { TransferredError } from '../../core/transferredError.ts';
import { toTransferred } from '../../core/transferredError.ts';
import { packageOfFolder, type FolderFile } from '../../client/chosenPackage.ts';
import { bestFit, type DeviceFit } from './deviceFit.ts';
import type { Transfer } from './library.ts';
import type { Store } from '../ui/store.ts';

/** What the page does with the models that this browser keeps. Where not said otherwise, failures end up in the state. */
export interface LibraryActions {
  /** Reads what is kept, and from the first time on keeps up with what happens to it in any tab. */
  open(): void;
  /** Rejects when there is no model. */
  inspect(location: RemoteLocation, signal: AbortSignal): Promise<ModelDescription>;
  /** Measures this computer's devices, a second or two the first time. Undefined when there is none. */
  fitOf(description: ModelDescription): Promise<DeviceFit | undefined>;
  download(location: RemoteLocation, description: ModelDescription): Promise<void>;
  resume(model: StoredModel): Promise<void>;
  /** Rejects with `NotAPackageError`. */
  importFolder(name: string, files: readonly FolderFile[]): Promise<void>;
  /** Into `folder`, or as single downloads where the browser cannot write folders. */
  exportModel(model: StoredModel, folder: FileSystemDirectoryHandle | undefined): Promise<void>;
  convert(request: ConversionRequest): Promise<void>;
  pause(key: number): void;
  remove(id: string): Promise<void>;
  persist(): Promise<void>;
}

type TransferStart = Pick<Transfer, 'stage' | 'label' | 'subjectId'>;

export function createLibraryActions(store: Store, client: ModelStoreClient, scorer: ScorerClient): LibraryActions {
  const running = new Map<number, AbortController>();
  let lastKey = 0;
  let listening = false;
  let reading: Promise<void> = Promise.resolve();
  /** The reading after that, which answers whoever asks meanwhile. */
  let again: Promise<void> | undefined;

  /** Reads what is kept once more after a reading under way: answers of two at once may come in the wrong order. */
  function refresh(): Promise<void> {
    again ??= reading.then(() => {
      again = undefined;
      reading = read();
      return reading;
    });
    return again;
  }

  async function read(): Promise<void> {
    try {
      const [contents, storage] = await Promise.all([client.list(), client.storage()]);
      store.dispatch({ type: 'libraryRead', contents, storage });
    } catch (error) {
      store.dispatch({ type: 'libraryFailed', error: toTransferred(error) });
    }
  }

  function listen(): void {
    if (listening) return;
    listening = true;
    client.listen((event) => {
      if (event.type === 'changed') void refresh();
      else store.dispatch({ type: 'transferHeard', id: event.id, progress: event.progress });
    });
  }

  async function transfer(
    start: TransferStart,
    run: (call: CallOptions<TransferProgress>) => Promise<unknown>,
  ): Promise<void> {
    const key = ++lastKey;
    const controller = new AbortController();
    running.set(key, controller);
    store.dispatch({ type: 'transferStarted', transfer: { ...start, key, progress: undefined, error: undefined } });
    const onProgress = (progress: TransferProgress) => store.dispatch({ type: 'transferProgressed', key, progress });
    let error: TransferredError | undefined;
    try {
      await run({ signal: controller.signal, onProgress });
    } catch (cause) {
      error = controller.signal.aborted ? undefined : toTransferred(cause);
    }
    running.delete(key);
    // Before it is shown to be over: a row that still said what was would change under the user's hand.
    await refresh();
    store.dispatch({ type: 'transferEnded', key, error });
  }

  return {
    open() {
      listen();
      void refresh();
    },
    inspect: (location, signal) => client.inspect(location, signal),
    async fitOf({ id, manifest, byteLength }) {
      const stored = store.getState().library.contents?.models.find((model) => model.id === id);
      return bestFit(manifest, await measureDevices(scorer), byteLength - (stored?.storedBytes ?? 0));
    },
    download: (location, { id, manifest }) =>
      transfer({ stage: 'downloading', label: manifest.id, subjectId: id }, (call) => client.download(location, call)),
    resume: ({ id, manifest }) =>
      transfer({ stage: 'downloading', label: manifest.id, subjectId: id }, (call) => client.resume(id, call)),
    async importFolder(name, files) {
      const { files: inside } = packageOfFolder(name, files);
      const manifest = inside.find(({ path }) => path === 'manifest.json')?.file;
      const subjectId = manifest && (await sha256(manifest));
      await transfer({ stage: 'importing', label: name, subjectId }, (call) => client.importFiles(inside, call));
    },
    exportModel: ({ id, manifest }, folder) =>
      transfer({ stage: 'exporting', label: manifest.id, subjectId: id }, async (call) => {
        if (folder) return client.exportTo(id, folder, call);
        for (const { path, file } of await client.files(id)) saveFile(path, file);
      }),
    convert: (request) =>
      transfer({ stage: 'converting', label: request.name, subjectId: undefined }, (call) =>
        client.convert(request, call),
      ),
    pause: (key) => running.get(key)?.abort(),
    async remove(id) {
      try {
        await client.remove(id);
      } catch (error) {
        return store.dispatch({ type: 'libraryFailed', error: toTransferred(error) });
      }
      await refresh();
    },
    async persist() {
      await client.persist();
      await refresh();
    },
  };
}

/** Devices that there are; a missing one is no failure here. */
async function measureDevices(scorer: ScorerClient): Promise<DeviceReport[]> {
  const measured = await Promise.allSettled([scorer.measureDevice('webgpu'), scorer.measureDevice('wasm')]);
  return measured.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

/** Lower-case hex. Undefined outside secure contexts, where there is nothing to copy a model into either. */
async function sha256(file: File): Promise<string | undefined> {
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (!subtle) return undefined;
  const digest = await subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** As a download of the browser; a name without folders, for it would lose them anyway. */
function saveFile(path: string, file: File): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = path.split('/').at(-1) ?? path;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_AFTER_MS);
}

/** By then the browser has taken hold of the file. */
const REVOKE_AFTER_MS = 60_000;
