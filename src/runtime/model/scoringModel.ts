import { at } from '../../core/at.ts';
import { holdShort, type ByteSource } from '../../core/bytes/bytes.ts';
import { defined } from '../../core/defined.ts';
import { throwIfAborted } from '../../core/errors.ts';
import { workRoom, type WorkRoom } from '../../core/fit/memoryNeeds.ts';
import { limitPixels } from '../../core/image/modelInput/sizeForModel.ts';
import type { ImageProcessorConfig } from '../../core/modelPackage/imageProcessorConfig.ts';
import type { Manifest, SessionEntry } from '../../core/modelPackage/manifest.ts';
import type { Residency } from '../../core/loading/device.ts';
import { openPackageFile, readPackageText, type PackageFiles } from '../../packages/modelPackage.ts';
import { Decoder } from './decoder.ts';
import { DecoderRunner } from './decoderRunner.ts';
import { EmbeddingTable } from './embeddingTable.ts';
import { ImageEmbedder } from './imageEmbedder.ts';
import { createPackageReader } from './packageReader.ts';
import { PrefixMemory } from './prefixMemory.ts';
import { RewardHeads, type Heads } from './rewardHeads.ts';
import type { Backend, SessionFiles, SessionReader } from './session.ts';
import { createShard, type Shard } from './shard.ts';
import { createTokenizer, type PackageTokenizer } from './tokenizer.ts';
import { VisionTower } from './visionTower.ts';

/**
 * An embedding table of at most this length is kept in memory. In a browser, each row that is read from a file takes a
 * millisecond.
 */
const MAX_HELD_TABLE_BYTES = 8e6;

/** A model package on a device, ready to run. Its self-test has not been run: see `loadTrustedModel`. */
export interface ScoringModel {
  readonly manifest: Manifest;
  /** The manifest's, with the user's limit on the size of pictures. The self-test knows no such limit. */
  readonly imageProcessor: ImageProcessorConfig;
  readonly backend: Backend;
  readonly residency: Residency;
  readonly tokenizer: PackageTokenizer;
  readonly embedding: EmbeddingTable;
  readonly vision: VisionTower;
  readonly imageEmbedder: ImageEmbedder;
  /** Of a resident model. */
  readonly prefixes: PrefixMemory;
  readonly room: WorkRoom;
  readonly decoder: Decoder;
  readonly heads: Heads;
  /** Releases the sessions and the device. */
  dispose(): Promise<void>;
}

export interface LoadModelOptions {
  /** Default `resident`. */
  readonly residency?: Residency | undefined;
  /** Memory of the device for model and work; default: no limit. */
  readonly budgetBytes?: number | undefined;
  /** See `LoadOptions`. */
  readonly maxPixels?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** `bytes` since the last call. Each file counts once, when it is read or checked first. */
  readonly onBytes?: ((byteLength: number) => void) | undefined;
}

/** Files of the package that stay open for random access, or that were small enough to read at once. */
interface PackageContents {
  readonly tokenizer: PackageTokenizer;
  readonly embedding: ByteSource;
}

/**
 * Creates the sessions of a package one after another, so the weights of one shard at a time pass through memory. Of a
 * streamed model it only checks the files of the sessions. Takes over `backend`: it is disposed when loading fails.
 * Throws package errors, `AbortError`, and whatever the runtime throws.
 */
export async function loadScoringModel(
  modelPackage: PackageFiles,
  backend: Backend,
  options: LoadModelOptions,
): Promise<ScoringModel> {
  const { residency = 'resident', budgetBytes = Infinity, maxPixels, signal } = options;
  const { manifest } = modelPackage;
  const imageProcessor = limitPixels(manifest.imageProcessor, maxPixels);
  const shards: Shard[] = [];
  try {
    const contents = await readContents(modelPackage, options);
    const reader = createPackageReader(modelPackage, options);
    for (const entry of manifest.sessions) {
      throwIfAborted(signal);
      const files = filesOf(entry, manifest, backend, residency);
      if (residency === 'streamed') await checkFiles(files, reader);
      const create = () => backend.guard(backend.createSession(files, reader));
      shards.push(await createShard(entry.layers, residency, create));
    }
    const prefixes = new PrefixMemory();
    return {
      imageProcessor,
      residency,
      prefixes,
      room: workRoom(manifest, residency === 'streamed', budgetBytes),
      async dispose() {
        prefixes.clear();
        await release(shards, backend);
      },
      ...assemble(manifest, backend, shards, contents),
    };
  } catch (error) {
    await release(shards, backend);
    throw error;
  }
}

async function release(shards: readonly Shard[], backend: Backend): Promise<void> {
  // A session on a lost device may fail to release; the device goes away all the same.
  await Promise.allSettled(shards.map((shard) => shard.release()));
  await backend.dispose();
}

async function readContents(modelPackage: PackageFiles, options: LoadModelOptions): Promise<PackageContents> {
  const { tokenizer, embedding } = modelPackage.manifest;
  return {
    tokenizer: createTokenizer({
      tokenizerJson: await readPackageText(modelPackage, tokenizer.tokenizer, options),
      tokenizerConfigJson: await readPackageText(modelPackage, tokenizer.config, options),
      chatTemplate: tokenizer.chatTemplate,
    }),
    embedding: await holdShort(await openPackageFile(modelPackage, embedding.path, options), MAX_HELD_TABLE_BYTES),
  };
}

async function checkFiles({ graph, externalData }: SessionFiles, reader: SessionReader): Promise<void> {
  for (const path of [graph, ...externalData]) await reader.check(path);
}

function filesOf(
  entry: SessionEntry,
  { sessions }: Manifest,
  { variant }: Backend,
  residency: Residency,
): SessionFiles {
  const isNextThere = sessions.some(({ role, layers }) => role === entry.role && layers[0] > entry.layers[0]);
  return {
    graph: entry.graphs[variant],
    externalData: entry.externalData,
    deviceOutputs: deviceOutputs(entry, residency === 'resident' && isNextThere),
  };
}

/** Keys and values, and hidden states where the next shard is there to take them. Names of no output are refused in Node. */
function deviceOutputs({ role, layers: [first, end] }: SessionEntry, isNextThere: boolean): string[] {
  const names = isNextThere ? ['hidden_states_out'] : [];
  if (role !== 'decoder') return names;
  for (let layer = first; layer < end; layer++) names.push(`present_key.${layer}`, `present_value.${layer}`);
  return names;
}

function assemble(manifest: Manifest, backend: Backend, shards: readonly Shard[], contents: PackageContents) {
  const ofRole = (role: SessionEntry['role']) =>
    shards.filter((_, index) => at(manifest.sessions, index).role === role);
  const [heads] = ofRole('heads');
  const vision = new VisionTower(backend, manifest, ofRole('vision'));
  return {
    manifest,
    backend,
    tokenizer: contents.tokenizer,
    embedding: new EmbeddingTable(manifest.embedding, contents.embedding),
    vision,
    imageEmbedder: new ImageEmbedder(vision),
    decoder: new Decoder(new DecoderRunner(backend, manifest), ofRole('decoder')),
    heads: new RewardHeads(backend, manifest.heads, defined(heads, 'The model package has no heads.')),
  };
}
