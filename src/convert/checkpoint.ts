/** A checkpoint folder as one map of tensors, whatever its files and the spelling of its names. */
import * as v from 'valibot';
import type { FileFolder } from '../core/bytes/bytes.ts';
import { findDuplicateKey } from '../formats/duplicateKey.ts';
import { openSafetensors, type TensorEntry } from '../formats/safetensors.ts';
import { CheckpointError, MissingTensorError, PickleCheckpointError, TensorShapeError } from './checkpointErrors.ts';
import { parsePythonJson } from './pythonJson.ts';
import { REWARDS } from './rewards/rewards.ts';
import { readPythonText } from './textFile.ts';
import { parseWeightName } from './weightNames.ts';

export { CheckpointError, MissingTensorError, PickleCheckpointError, TensorShapeError } from './checkpointErrors.ts';

const SINGLE_FILE = 'model.safetensors';
/** As some authors name theirs. */
const OTHER_SINGLE_FILES = REWARDS.flatMap(({ checkpointFiles }) => checkpointFiles);
const INDEX_FILE = 'model.safetensors.index.json';
/** Files of torch.save. A folder cannot be listed, so the usual names are tried. */
const PICKLE_FILES = [
  'model.pth',
  'model.pt',
  'model.bin',
  'final_model.pth',
  'checkpoint.pth',
  'checkpoint.pt',
  'pytorch_model.bin',
  'pytorch_model.pt',
  'pytorch_model.bin.index.json',
];
/** What PEFT saves: what was trained beside a base model, and no model. */
const ADAPTER_FILES = ['adapter_config.json', 'adapter_model.safetensors', 'adapter_model.bin'];

/** Sizes a tensor must have; null leaves a size open (the embedding's rows are as many as the tokenizer has). */
export type ExpectedShape = readonly (number | null)[];

export interface Checkpoint {
  /** The folder's name, for messages. */
  readonly name: string;
  /** Tensors by canonical name (see weightNames.ts); `lm_head` is left out. */
  readonly tensors: ReadonlyMap<string, TensorEntry>;
  /** Names in the files that are not of such a model. */
  readonly unknownNames: readonly string[];
  /**
   * The tensor of a canonical name. Throws {@link MissingTensorError} or {@link TensorShapeError}.
   */
  get(canonicalName: string, expectedShape: ExpectedShape): TensorEntry;
}

/**
 * Opens `model.safetensors`, or the shards that `model.safetensors.index.json` names, or one file with a name that a
 * reward model's authors use. Reads headers only. Throws {@link PickleCheckpointError} when only torch files are there,
 * {@link CheckpointError} when nothing is there or a shard is missing, and SafetensorsError for damaged files.
 */
export async function openCheckpoint(folder: FileFolder): Promise<Checkpoint> {
  const entries = await openEntries(folder);
  const tensors = new Map<string, TensorEntry>();
  const unknownNames: string[] = [];
  for (const entry of entries) {
    const name = parseWeightName(entry.name);
    if (name.kind === 'unknown') unknownNames.push(entry.name);
    if (name.kind === 'weight') addTensor(tensors, name.canonical, entry);
  }
  const get = (canonicalName: string, expectedShape: ExpectedShape): TensorEntry =>
    getTensor({ name: folder.name, tensors, unknownNames }, canonicalName, expectedShape);
  return { name: folder.name, tensors, unknownNames, get };
}

async function openEntries(folder: FileFolder): Promise<TensorEntry[]> {
  const single = await folder.open(SINGLE_FILE);
  if (single !== undefined) return [...(await openSafetensors(single)).tensors.values()];
  const index = await folder.open(INDEX_FILE);
  if (index !== undefined) return openShards(folder, parseIndex(await readPythonText(index)));
  for (const file of OTHER_SINGLE_FILES) {
    const other = await folder.open(file);
    if (other !== undefined) return [...(await openSafetensors(other)).tensors.values()];
  }
  await refuseOthers(folder);
  const files = [SINGLE_FILE, ...OTHER_SINGLE_FILES].join(', ');
  throw new CheckpointError(
    `${folder.name} holds no checkpoint: neither ${files} nor ${INDEX_FILE} is there. Choose the folder that holds it.`,
    { file: folder.name },
  );
}

async function refuseOthers(folder: FileFolder): Promise<void> {
  for (const file of PICKLE_FILES) {
    if ((await folder.open(file)) !== undefined) throw new PickleCheckpointError(folder.name, file);
  }
  for (const file of ADAPTER_FILES) {
    if ((await folder.open(file)) === undefined) continue;
    throw new CheckpointError(
      `${folder.name} holds ${file}, an adapter (LoRA) without its base model. Merge it (merge_and_unload of PEFT), and ` +
        'save the whole as safetensors.',
      { file },
    );
  }
}

const indexSchema = v.object({ weight_map: v.record(v.string(), v.string()) });

function parseIndex(json: string): ReadonlyMap<string, string> {
  try {
    const weightMap = new Map(Object.entries(v.parse(indexSchema, parsePythonJson(json)).weight_map));
    checkOnce(json);
    return weightMap;
  } catch (cause) {
    if (cause instanceof CheckpointError) throw cause;
    throw new CheckpointError(`${INDEX_FILE} is damaged: it must be JSON with a "weight_map". Download it again.`, {
      file: INDEX_FILE,
      cause,
    });
  }
}

function checkOnce(json: string): void {
  const twice = findDuplicateKey(json);
  if (twice === undefined) return;
  throw new CheckpointError(`${INDEX_FILE} is damaged: it has "${twice}" twice. Download it again.`, {
    file: INDEX_FILE,
  });
}

async function openShards(folder: FileFolder, weightMap: ReadonlyMap<string, string>): Promise<TensorEntry[]> {
  const shards = new Map<string, ReadonlyMap<string, TensorEntry>>();
  for (const file of new Set(weightMap.values())) shards.set(file, await openShard(folder, file));
  checkApart(shards);
  return [...weightMap].map(([name, file]) => {
    const entry = shards.get(file)?.get(name);
    if (entry !== undefined) return entry;
    throw new CheckpointError(`${file} does not hold ${name}, which ${INDEX_FILE} says it does. Download both again.`, {
      file,
    });
  });
}

/** Loaders differ in which of two they would take. */
function checkApart(shards: ReadonlyMap<string, ReadonlyMap<string, TensorEntry>>): void {
  const homes = new Map<string, string>();
  for (const [file, tensors] of shards) {
    for (const name of tensors.keys()) {
      const home = homes.get(name);
      if (home !== undefined) {
        throw new CheckpointError(
          `${home} and ${file} both hold ${name}. Shards of two checkpoints may be mixed: download them again.`,
          { file },
        );
      }
      homes.set(name, file);
    }
  }
}

async function openShard(folder: FileFolder, file: string): Promise<ReadonlyMap<string, TensorEntry>> {
  const source = await folder.open(file);
  if (source !== undefined) return (await openSafetensors(source)).tensors;
  throw new CheckpointError(
    `${file} is missing from ${folder.name}; ${INDEX_FILE} names it. Download the missing shard into the folder.`,
    { file },
  );
}

function addTensor(tensors: Map<string, TensorEntry>, canonical: string, entry: TensorEntry): void {
  const other = tensors.get(canonical);
  if (other !== undefined) {
    throw new CheckpointError(
      `The checkpoint holds ${canonical} twice, as ${other.name} and as ${entry.name}. Save it again with one spelling.`,
      { file: entry.source.name },
    );
  }
  tensors.set(canonical, entry);
}

function getTensor(
  checkpoint: Pick<Checkpoint, 'name' | 'tensors' | 'unknownNames'>,
  canonicalName: string,
  expectedShape: ExpectedShape,
): TensorEntry {
  const entry = checkpoint.tensors.get(canonicalName);
  if (entry === undefined) throw new MissingTensorError(checkpoint.name, canonicalName, checkpoint.unknownNames);
  const fits =
    entry.shape.length === expectedShape.length &&
    entry.shape.every((size, axis) => expectedShape[axis] === null || expectedShape[axis] === size);
  if (!fits) throw new TensorShapeError(entry, expectedShape);
  return entry;
}
