/** Runs in a page of the site: the client that an app would use, over the site's own worker, in reach of a test. */
import { createModelStoreClient, type ModelStoreClient } from '../../src/client/modelStoreClient.ts';
import { observeWorker } from '../../src/client/observeWorker.ts';
import { createScorerClient } from '../../src/client/scorerClient.ts';
import { messageOf } from '../../src/core/errors.ts';
import type { ChosenFiles, RemoteLocation } from '../../src/core/modelPackage/modelLocation.ts';
import type { ConversionRequest } from '../../src/core/keptModels/conversionRequest.ts';
import type { StoreContents, StoredModel } from '../../src/core/keptModels/storedModel.ts';
import type { TransferProgress } from '../../src/core/keptModels/transferProgress.ts';
import type { ModelStatus } from '../../src/core/loading/modelStatus.ts';
import type { Answer } from './scorerPage.ts';

/** A folder's address and the paths of the files to choose from it. */
export interface FilesToChoose {
  readonly url: string;
  readonly paths: readonly string[];
}

/** A {@link ConversionRequest} whose files are chosen in the page. */
export interface ConversionFrom {
  readonly checkpoint: FilesToChoose | RemoteLocation;
  readonly prompts: FilesToChoose;
  readonly dtype: ConversionRequest['dtype'];
  readonly name: string;
}

export interface ModelStorePage {
  start(storeUrl: string, scorerUrl: string): void;
  /** Starts a download; `finish` waits for it. */
  begin(location: RemoteLocation): void;
  resume(id: string): void;
  pause(): void;
  finish(): Promise<Answer<StoredModel>>;
  /** What was told of the call that was started last. */
  progress(): readonly TransferProgress[];
  list(): Promise<StoreContents>;
  remove(id: string): Promise<Answer<void>>;
  importFiles(files: FilesToChoose): Promise<Answer<StoredModel>>;
  /** Exports into a folder of the page's own; digests of what is there then. */
  exportAndRead(id: string): Promise<Answer<Record<string, string>>>;
  /** Starts a conversion; `finish` waits for it. */
  beginConversion(from: ConversionFrom): void;
  /** SHA-256 of a complete model's files. */
  digests(id: string): Promise<Record<string, string>>;
  manifest(id: string): Promise<string>;
  load(id: string): Promise<Answer<ModelStatus>>;
}

let client: ModelStoreClient;
let scorerUrl: string;
let abort = new AbortController();
let seen: TransferProgress[] = [];
let started: Promise<Answer<StoredModel>> | undefined;

async function answerOf<T>(work: Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await work };
  } catch (error) {
    const { name, file } = error as Error & { file?: string };
    return { error: { name, message: messageOf(error), file: file ?? '' } };
  }
}

function startCall(run: (call: Parameters<ModelStoreClient['download']>[1]) => Promise<StoredModel>): void {
  abort = new AbortController();
  const own: TransferProgress[] = [];
  seen = own;
  started = answerOf(run({ signal: abort.signal, onProgress: (progress) => own.push(progress) }));
}

async function choose({ url, paths }: FilesToChoose): Promise<ChosenFiles> {
  return Promise.all(
    paths.map(async (path) => ({ path, file: new File([await (await fetch(url + path)).blob()], path) })),
  );
}

async function folderOf(from: FilesToChoose | RemoteLocation): Promise<ConversionRequest['checkpoint']> {
  return 'paths' in from ? { kind: 'files', files: await choose(from) } : from;
}

async function digestOf(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function readFolder(folder: FileSystemDirectoryHandle, prefix = ''): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for await (const [name, handle] of folder.entries()) {
    if (handle.kind === 'directory') {
      Object.assign(digests, await readFolder(handle as FileSystemDirectoryHandle, `${prefix}${name}/`));
    } else {
      digests[prefix + name] = await digestOf(await (handle as FileSystemFileHandle).getFile());
    }
  }
  return digests;
}

const modelStorePage: ModelStorePage = {
  start(storeUrl, scorer) {
    client = createModelStoreClient({ spawn: () => observeWorker(new Worker(storeUrl, { type: 'module' })) });
    scorerUrl = scorer;
  },
  begin: (location) => startCall((call) => client.download(location, call)),
  resume: (id) => startCall((call) => client.resume(id, call)),
  pause: () => abort.abort(),
  finish: () => started ?? Promise.reject(new Error('nothing was started')),
  progress: () => seen,
  list: () => client.list(),
  remove: (id) => answerOf(client.remove(id)),
  importFiles: async (files) => answerOf(client.importFiles(await choose(files))),
  exportAndRead: (id) =>
    answerOf(
      (async () => {
        const root = await navigator.storage.getDirectory();
        const folder = await root.getDirectoryHandle('exported', { create: true });
        await client.exportTo(id, folder);
        return readFolder(folder);
      })(),
    ),
  beginConversion: ({ checkpoint, prompts, dtype, name }) =>
    startCall(async (call) =>
      client.convert(
        { checkpoint: await folderOf(checkpoint), base: [], prompts: await folderOf(prompts), dtype, name },
        call,
      ),
    ),
  async digests(id) {
    const digests: Record<string, string> = {};
    for (const { path, file } of await client.files(id)) digests[path] = await digestOf(file);
    return digests;
  },
  async manifest(id) {
    const found = (await client.files(id)).find(({ path }) => path === 'manifest.json');
    return found?.file.text() ?? '';
  },
  async load(id) {
    const scorer = createScorerClient({ spawn: () => observeWorker(new Worker(scorerUrl, { type: 'module' })) });
    try {
      return await answerOf(scorer.load({ kind: 'stored', id }, { provider: 'wasm' }));
    } finally {
      scorer.dispose();
    }
  },
};

Object.assign(globalThis, { modelStorePage });
