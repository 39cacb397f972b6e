import { digestText } from '../core/bytes/sha256.ts';
import * as v from 'valibot';
import type { SinkFolder } from '../core/bytes/bytes.ts';
import { DTYPES, parseManifest } from '../core/modelPackage/manifest.ts';
import type { ConversionRequest } from '../core/keptModels/conversionRequest.ts';
import type { StoredModel, UnfinishedConversion } from '../core/keptModels/storedModel.ts';
import type { TransferStage } from '../core/keptModels/transferProgress.ts';
import { writeWhole, type FileStore } from './fileStore.ts';
import { openJournal } from './journal.ts';
import { readSteadily } from '../packages/readSteadily.ts';
import { requireSpace, withSpace } from './storageSpace.ts';
import { describeStored, modelPaths, requireStored } from './storedModels.ts';
import { reportProgress, workAlone, type StoreCall, type StoreEnvironment } from './storeEnvironment.ts';
import { storeSink } from './storeSink.ts';
import type { ProgressReporter } from './transferProgress.ts';

const CONVERSIONS_FOLDER = 'conversions';

/** Where an unfinished conversion is. */
export function conversionPaths(id: string) {
  const folder = `${CONVERSIONS_FOLDER}/${id}`;
  return { folder, about: `${folder}/about.json`, package: `${folder}/package` };
}

const about = v.object({ name: v.string(), dtype: v.picklist(DTYPES), calibrated: v.optional(v.boolean()) });

export async function listConversions(store: FileStore, held: ReadonlySet<string>): Promise<UnfinishedConversion[]> {
  const conversions: UnfinishedConversion[] = [];
  for (const id of await store.list(CONVERSIONS_FOLDER)) {
    const paths = conversionPaths(id);
    const described = v.safeParse(about, await readJson(store, paths.about));
    if (!described.success) continue;
    const storedBytes = await sumFiles(store, paths.package);
    conversions.push({ id, ...described.output, storedBytes, busy: held.has(id) });
  }
  return conversions;
}

async function sumFiles(store: FileStore, folder: string): Promise<number> {
  let sum = 0;
  for (const name of await store.list(folder)) {
    const path = `${folder}/${name}`;
    sum += (await store.file(path))?.size ?? (await sumFiles(store, path));
  }
  return sum;
}

/**
 * Converts a checkpoint into the store; the files become those of a model when all are there. Throws what converting
 * throws, `StorageFullError` and `AbortError`; what is written by then is kept for the next time.
 */
export async function convertIntoStore(
  environment: StoreEnvironment,
  request: ConversionRequest,
  call: StoreCall,
): Promise<StoredModel> {
  const { files, convert, storageUse } = environment;
  const { name, dtype } = request;
  const calibrated = request.calibration !== undefined;
  // A plain conversion does not remove the hours of work of a calibrated one, nor the other way round.
  const id = await digestText(JSON.stringify([name, dtype, ...(calibrated ? ['calibrated'] : [])]));
  const paths = conversionPaths(id);
  return workAlone(environment, id, call, async () => {
    await writeWhole(
      files,
      paths.about,
      new TextEncoder().encode(JSON.stringify({ name, dtype, ...(calibrated && { calibrated }) })),
    );
    const out = countWritten(storeSink(files, paths.package));
    const progress = stageProgress(environment, id, call);
    // How long the rest will be is guessed from what there is.
    const neededBytes = () => (out.writtenBytes() * (1 - progress.fraction())) / Math.max(progress.fraction(), 0.01);
    const checkSpace = async (bytes: number) => requireSpace(name, bytes, await storageUse());
    const work = () => convert(request, out.folder, { signal: call.signal, checkSpace, onProgress: progress.update });
    try {
      await withSpace(name, neededBytes, storageUse, work).finally(progress.stop);
    } catch (error) {
      // What was paused goes on, however early. Should removing fail as well, the first failure is the one to tell.
      if (!call.signal.aborted) await removeEmpty(files, paths).catch(() => undefined);
      throw error;
    }
    const modelId = await adopt(files, paths);
    return { ...describeStored(modelId, await requireStored(files, modelId)), busy: false };
  });
}

/** A checkpoint that was refused has nothing that a later conversion could go on with. */
async function removeEmpty(files: FileStore, paths: ReturnType<typeof conversionPaths>): Promise<void> {
  if ((await sumFiles(files, paths.package)) === 0) await files.remove(paths.folder);
}

/** One reporter for each stage that the conversion comes to. */
function stageProgress(environment: StoreEnvironment, id: string, call: StoreCall) {
  let current: { readonly stage: TransferStage; readonly reporter: ProgressReporter } | undefined;
  let fraction = 0;
  return {
    update(stage: TransferStage, doneBytes: number, totalBytes: number) {
      if (current?.stage !== stage) {
        current?.reporter.stop();
        current = { stage, reporter: reportProgress(environment, id, call, stage, totalBytes) };
      }
      fraction = doneBytes / Math.max(totalBytes, 1);
      current.reporter.update(doneBytes);
    },
    fraction: () => fraction,
    stop: () => current?.reporter.stop(),
  };
}

function countWritten(folder: SinkFolder) {
  let bytes = 0;
  return {
    writtenBytes: () => bytes,
    folder: {
      ...folder,
      async create(path: string) {
        const sink = await folder.create(path);
        return {
          ...sink,
          async write(chunk: Uint8Array) {
            bytes += chunk.byteLength;
            await sink.write(chunk);
          },
        };
      },
    },
  };
}

/** Makes a finished conversion a model. The manifest comes last: without it there is none. */
async function adopt(store: FileStore, from: ReturnType<typeof conversionPaths>): Promise<string> {
  const source = `${from.package}/manifest.json`;
  const text = await readText(store, source);
  const id = await digestText(text);
  const to = modelPaths(id);
  const journal = await openJournal(store, to.journal);
  try {
    journal.append({ origin: { kind: 'converted' } });
    for (const { path } of parseManifest(text).files) {
      await store.move(`${from.package}/${path}`, to.file(path));
      journal.append({ file: path, verified: true });
    }
  } finally {
    journal.close();
  }
  await store.move(source, to.manifest);
  await store.remove(from.folder);
  return id;
}

async function readJson(store: FileStore, path: string): Promise<unknown> {
  try {
    return JSON.parse(await readText(store, path));
  } catch {
    return undefined;
  }
}

/** Empty when there is no such file. */
async function readText(store: FileStore, path: string): Promise<string> {
  const file = await store.file(path);
  return file ? readSteadily(() => file.text()) : '';
}
