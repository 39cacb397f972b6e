/** The tiny checkpoint with one thing or another changed, in memory. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryFolder } from '../cli/nodeFiles.ts';
import { planConversion, type ConversionPlan } from '../convert/conversionPlan.ts';
import { parsePromptJson } from '../convert/promptSource.ts';
import type { FileFolder } from '../core/bytes/bytes.ts';
import { memoryFolder } from './memoryFolder.ts';
import { openSafetensors, readRaw } from '../formats/safetensors.ts';
import { safetensorsBytes, type TensorData } from './safetensorsBytes.ts';

const TINY = 'reference/tiny/checkpoint';
const SHARDS = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'];
const TEXTS = ['config.json', 'preprocessor_config.json', 'tokenizer.json', 'tokenizer_config.json', 'editreward.json'];

export type Tensors = Record<string, TensorData>;
/** Parsed JSON whose fields a test changes. */
export type Fields = Record<string, unknown>;

export interface Changes {
  /** Changes the tensors of the checkpoint, which is then one file. */
  readonly tensors?: (tensors: Tensors) => void;
  readonly config?: (config: Fields) => void;
  readonly text?: (config: Fields) => void;
  readonly vision?: (config: Fields) => void;
  readonly preprocessor?: (fields: Fields) => void;
  readonly tokenizer?: (fields: Fields) => void;
  readonly tokenizerConfig?: (fields: Fields) => void;
  /** Files as they stand; undefined takes one away. */
  readonly files?: Readonly<Record<string, string | Uint8Array | undefined>>;
}

export async function changedTiny(changes: Changes): Promise<FileFolder> {
  const texts = Object.fromEntries(TEXTS.map((path) => [path, readJson(path)]));
  const config = texts['config.json'] ?? {};
  changes.config?.(config);
  changes.text?.(fieldsOf(config['text_config']));
  changes.vision?.(fieldsOf(config['vision_config']));
  changes.preprocessor?.(texts['preprocessor_config.json'] ?? {});
  changes.tokenizer?.(texts['tokenizer.json'] ?? {});
  changes.tokenizerConfig?.(texts['tokenizer_config.json'] ?? {});
  const tensors = await tinyTensors();
  changes.tensors?.(tensors);
  const all = {
    ...Object.fromEntries(Object.entries(texts).map(([path, fields]) => [path, JSON.stringify(fields)])),
    'chat_template.jinja': readFileSync(join(TINY, 'chat_template.jinja'), 'utf8'),
    'model.safetensors': safetensorsBytes(tensors),
    ...changes.files,
  };
  return memoryFolder('changed', Object.fromEntries(Object.entries(all).filter(isThere)));
}

/** What a conversion of it plans, or why it is refused. */
export async function planChanged(changes: Changes): Promise<ConversionPlan> {
  const folder = await changedTiny(changes);
  const prompts = parsePromptJson(readFileSync('reference/tiny/prompts.json', 'utf8'));
  return planConversion({ checkpoint: folder, base: folder, prompts, dtype: 'q4', symmetric: false, id: 'tiny' });
}

export function setFields(fields: Fields) {
  return (all: Fields): void => void Object.assign(all, fields);
}

export function addTensors(tensors: Tensors) {
  return (all: Tensors): void => void Object.assign(all, tensors);
}

export async function tinyTensors(): Promise<Tensors> {
  const tensors: Tensors = {};
  for (const file of SHARDS) {
    const source = await directoryFolder(TINY).open(file);
    if (!source) throw new Error(`no ${file}`);
    for (const [name, entry] of (await openSafetensors(source)).tensors) {
      tensors[name] = { dtype: entry.dtype, shape: entry.shape, data: await readRaw(entry) };
    }
  }
  return tensors;
}

/** A tensor of fp32 numbers. */
export function floatTensor(shape: readonly number[], valueAt: (index: number) => number): TensorData {
  const length = shape.reduce((product, size) => product * size, 1);
  const values = Float32Array.from({ length }, (_, index) => valueAt(index));
  return { dtype: 'F32', shape, data: new Uint8Array(values.buffer) };
}

function readJson(path: string): Fields {
  return fieldsOf(JSON.parse(readFileSync(join(TINY, path), 'utf8')));
}

function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw new Error('no object');
  return value as Fields;
}

function isThere(entry: [string, string | Uint8Array | undefined]): entry is [string, string | Uint8Array] {
  return entry[1] !== undefined;
}
