import type { ScorerClient } from '../../client/scorerClient.ts';
import type { ModelStoreClient } from '../../client/modelStoreClient.ts';
import type { DeviceReport } from '../../core/fit/deviceReport.ts';
import type { ConversionRequest } from '../../core/keptModels/conversionRequest.ts';
import type { ModelDescription, StoredModel } from '../../core/keptModels/storedModel.ts';
import type { RemoteLocation } from '../../core/modelPackage/modelLocation.ts';
import { toTransferred } from '../../core/transferredError.ts';
import { packageOfFolder, type FolderFile } from '../../client/chosenPackage.ts';
import type { CatalogueEntry } from './catalogueEntry.ts';
import type { DeviceFit, FitSubject } from './deviceFit.ts';
import { loadPart } from '../ui/loadPart.ts';
import { saveBlob } from '../ui/saveBlob.ts';
import type { LibraryStore } from './library.ts';
import { createLibraryReader } from './libraryReader.ts';
import { createTransfers } from './transfers.ts';

/** What the page does with the models that this browser keeps. Where not said otherwise, failures end up in the state. */
export interface LibraryActions {
  /** Reads what is kept, and from the first time on keeps up with what happens to it in any tab. */
  open(): void;
  /** Reads once what the owner of the site at `siteUrl` offers. */
  findOffered(siteUrl: string): Promise<void>;
  /** Reads what is offered at its address. Rejects when there is another model, or none. */
  inspectOffered(entry: CatalogueEntry, siteUrl: string, signal: AbortSignal): Promise<Offered>;
  /** Rejects when there is no model. */
  inspect(location: RemoteLocation, signal: AbortSignal): Promise<ModelDescription>;
  /** Measures this computer's devices, some seconds the first time. Undefined when there is none. */
  fitOf(subject: FitSubject): Promise<DeviceFit | undefined>;
  download(location: RemoteLocation, description: ModelDescription): Promise<void>;
  resume(model: StoredModel): Promise<void>;
  /** Rejects with `NotAPackageError`. */
  importFolder(name: string, files: readonly FolderFile[]): Promise<void>;
  /** Into `folder`, or as single downloads where the browser cannot write folders. */
  exportModel(model: StoredModel, folder: FileSystemDirectoryHandle | undefined): Promise<void>;
  convert(request: ConversionRequest): Promise<void>;
  /** Tells the state what was measured before, if anything was. */
  recallSpeeds(): Promise<void>;
  /** Measures this computer's devices on layers of a large model: some ten seconds each. */
  measureSpeed(): Promise<void>;
  cancelSpeedTest(): void;
  pause(key: number): void;
  remove(id: string): Promise<void>;
  persist(): Promise<void>;
}

/** An offered model that is there. */
export interface Offered {
  readonly location: RemoteLocation;
  readonly description: ModelDescription;
}

export function createLibraryActions(
  store: LibraryStore,
  client: ModelStoreClient,
  scorer: LibraryScorer,
): LibraryActions {
  const reader = createLibraryReader(store, client);
  const { transfer, pause } = createTransfers(store, reader.refresh);
  let speedTest: AbortController | undefined;
  let reading: Promise<readonly CatalogueEntry[]> | undefined;
  const fail = (error: unknown) => store.dispatch({ type: 'libraryFailed', error: toTransferred(error) });
  return {
    open: reader.open,
    async findOffered(siteUrl) {
      try {
        reading ??= loadPart(loadCatalogue).then(({ fetchCatalogue }) => fetchCatalogue(siteUrl));
        store.dispatch({ type: 'modelsOffered', offered: await reading });
      } catch (error) {
        reading = undefined;
        store.dispatch({ type: 'offerFailed', error: toTransferred(error) });
      }
    },
    async inspectOffered(entry, siteUrl, signal) {
      const { checkEntry, locationOfEntry } = await loadPart(loadCatalogue);
      const location = locationOfEntry(entry, siteUrl);
      const description = await client.inspect(location, signal);
      checkEntry(entry, description);
      return { location, description };
    },
    inspect: (location, signal) => client.inspect(location, signal),
    async fitOf({ id, manifest, byteLength }) {
      const stored = store.getState().contents?.models.find((model) => model.id === id);
      const { bestFit } = await loadPart(loadDeviceFit);
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
      transfer({ stage: 'exporting', label: manifest.id, subjectId: id }, (call) =>
        folder ? client.exportTo(id, folder, call) : saveFiles(client, id),
      ),
    convert: (request) =>
      transfer({ stage: 'converting', label: request.name, subjectId: undefined }, (call) =>
        client.convert(request, call),
      ),
    async recallSpeeds() {
      // A browser that remembers nothing is no failure.
      const speeds = await scorer.recallSpeeds().catch(() => []);
      store.dispatch({ type: 'speedsKnown', speeds });
    },
    async measureSpeed() {
      if (speedTest) return;
      speedTest = new AbortController();
      const { signal } = speedTest;
      try {
        const { runSpeedTest } = await loadPart(loadSpeedTest);
        await runSpeedTest(store, scorer, signal);
      } catch (error) {
        store.dispatch({ type: 'speedTestEnded', error: toTransferred(error) });
      } finally {
        speedTest = undefined;
      }
    },
    cancelSpeedTest: () => speedTest?.abort(),
    pause,
    remove: (id) => client.remove(id).then(reader.refresh, fail),
    async persist() {
      await client.persist();
      await reader.refresh();
    },
  };
}

/** Under names without folders, for a download would lose them anyway. */
async function saveFiles(client: ModelStoreClient, id: string): Promise<void> {
  for (const { path, file } of await client.files(id)) saveBlob(path.split('/').at(-1) ?? path, file);
}

/** What of the scorer measures devices. */
export type LibraryScorer = Pick<ScorerClient, 'measureDevice' | 'measureSpeed' | 'recallSpeeds'>;

/** With it comes the parsing of the list. */
const loadCatalogue = () => import('./catalogue.ts');

const loadSpeedTest = () => import('./speedTest.ts');

/** With it comes the counting of a model's memory and work, which no other page needs. */
const loadDeviceFit = () => import('./deviceFit.ts');

/** Devices that there are; a missing one is no failure here. */
async function measureDevices(scorer: Pick<ScorerClient, 'measureDevice'>): Promise<DeviceReport[]> {
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
