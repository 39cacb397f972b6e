/**
 * What the heads read of pictures, in one file that only grows: a line of JSON that says what model they are of, then for each
 * picture 32 bytes that name it, and its hidden state at each prompt's reward token (fp32, little-endian).
 */
import { closeSync, existsSync, openSync, readSync, statSync, truncateSync, writeSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { at } from '../../core/at.ts';
import { EditRewardError, messageOf } from '../../core/errors.ts';
import type { ModelPackage } from '../../packages/modelPackage.ts';
import type { Matrix } from '../../taste/network/matrix.ts';
import { makeFolder } from '../makeFolder.ts';

/** A file of features is damaged, of another model, or cannot be written. */
export class FeatureFileError extends EditRewardError {
  override readonly name = 'FeatureFileError';
}

const shapeSchema = v.object({
  features: v.literal(1),
  manifestSha256: v.string(),
  maxPixels: v.nullable(v.number()),
  prompts: v.number(),
  hidden: v.number(),
});
/** What a file's features are of. Those of another shape or model do not mix. */
export type FeatureShape = v.InferOutput<typeof shapeSchema>;

const KEY_BYTES = 32;
/** A header is some 150 bytes long. */
const MAX_HEADER_BYTES = 4096;

export function featureShape({ manifest, manifestSha256 }: ModelPackage, maxPixels: number | undefined): FeatureShape {
  const { prompts, text } = manifest;
  const hidden = text.hiddenSize;
  return { features: 1, manifestSha256, maxPixels: maxPixels ?? null, prompts: prompts.length, hidden };
}

export class FeatureFile {
  readonly #path: string;
  readonly #shape: FeatureShape;
  readonly #start: number;
  /** By the picture's name in hex: the number of its record. */
  readonly #records: Map<string, number>;
  #count: number;

  private constructor(path: string, shape: FeatureShape, start: number, records: Map<string, number>, count: number) {
    this.#path = path;
    this.#shape = shape;
    this.#start = start;
    this.#records = records;
    this.#count = count;
  }

  /** Goes on with the file at `path`, or starts it. A last record that was cut off is dropped. Throws {@link FeatureFileError}. */
  static async open(path: string, shape: FeatureShape): Promise<FeatureFile> {
    try {
      if (!existsSync(path)) await begin(path, shape);
      return FeatureFile.#read(path, shape);
    } catch (cause) {
      if (cause instanceof FeatureFileError) throw cause;
      throw new FeatureFileError(`${path} cannot be used: ${messageOf(cause)}. Choose another place for it.`, {
        file: path,
        cause,
      });
    }
  }

  static #read(path: string, shape: FeatureShape): FeatureFile {
    const file = openSync(path, 'r');
    try {
      const start = readHeader(file, path, shape);
      const count = Math.floor((statSync(path).size - start) / recordBytes(shape));
      const records = new Map<string, number>();
      for (let record = 0; record < count; record++)
        records.set(keyAt(file, start + record * recordBytes(shape)), record);
      const end = start + count * recordBytes(shape);
      // A whole file may stand where nothing can be written.
      if (statSync(path).size > end) truncateSync(path, end);
      return new FeatureFile(path, shape, start, records, count);
    } finally {
      closeSync(file);
    }
  }

  has(key: string): boolean {
    return this.#records.has(key);
  }

  /** `key` in hex; `states` by prompt. On disk when it returns. Throws {@link FeatureFileError}. */
  add(key: string, states: readonly Float32Array[]): void {
    if (this.has(key)) return;
    const parts = states.map((state) => Buffer.from(state.buffer, state.byteOffset, state.byteLength));
    try {
      writeAt(this.#path, Buffer.concat([Buffer.from(key, 'hex'), ...parts]), this.#placeOf(this.#count));
    } catch (cause) {
      throw new FeatureFileError(
        `${this.#path} cannot be written: ${messageOf(cause)}. Make room, then run the same command again.`,
        { file: this.#path, cause },
      );
    }
    this.#records.set(key, this.#count++);
  }

  /** By prompt: the states of pictures, which all must be there, a row each. */
  read(keys: readonly string[]): Matrix[] {
    const { prompts, hidden } = this.#shape;
    const byPrompt = Array.from({ length: prompts }, () => new Float32Array(keys.length * hidden));
    const file = openSync(this.#path, 'r');
    try {
      for (const [row, key] of keys.entries()) {
        const record = this.#records.get(key);
        if (record === undefined) throw new Error('A picture has no features.');
        const start = this.#placeOf(record) + KEY_BYTES;
        if (keyAt(file, this.#placeOf(record)) !== key) throw this.#overwritten();
        for (const [prompt, values] of byPrompt.entries()) {
          const place = start + prompt * hidden * 4;
          const read = readSync(file, values, row * hidden * 4, hidden * 4, place);
          if (read < hidden * 4) throw this.#cutOff();
        }
      }
    } finally {
      closeSync(file);
    }
    return byPrompt.map((values) => ({ values, rows: keys.length, columns: hidden }));
  }

  #placeOf(record: number): number {
    return this.#start + record * recordBytes(this.#shape);
  }

  /** Two commands that add to one file write over each other. */
  #overwritten(): FeatureFileError {
    return new FeatureFileError(
      `${this.#path} was changed while it was used: another command wrote into it. Delete it, then run one command after the other.`,
      { file: this.#path },
    );
  }

  #cutOff(): FeatureFileError {
    return new FeatureFileError(`${this.#path} was cut off while it was used. Run the same command again.`, {
      file: this.#path,
    });
  }
}

/** The name of the picture whose record is there. */
function keyAt(file: number, place: number): string {
  const key = Buffer.alloc(KEY_BYTES);
  const length = readSync(file, key, 0, KEY_BYTES, place);
  return key.toString('hex', 0, length);
}

/** At its own place, so that what a write that failed has left behind is written over. */
function writeAt(path: string, bytes: Buffer, place: number): void {
  const file = openSync(path, 'r+');
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done, bytes.length - done, place + done);
  } finally {
    closeSync(file);
  }
}

function recordBytes({ prompts, hidden }: FeatureShape): number {
  return KEY_BYTES + 4 * prompts * hidden;
}

async function begin(path: string, shape: FeatureShape): Promise<void> {
  await makeFolder(dirname(path));
  await writeFile(path, `${JSON.stringify(shape)}\n`);
}

/** Where the records start. */
function readHeader(file: number, path: string, shape: FeatureShape): number {
  const bytes = Buffer.alloc(MAX_HEADER_BYTES);
  const length = readSync(file, bytes, 0, MAX_HEADER_BYTES, 0);
  const end = bytes.subarray(0, length).indexOf('\n');
  const found = v.safeParse(shapeSchema, tryParse(bytes.toString('utf8', 0, Math.max(0, end))));
  if (!found.success) {
    throw new FeatureFileError(`${path} is no file of features, or is damaged. Delete it, or choose another place.`, {
      file: path,
    });
  }
  const keys = ['manifestSha256', 'maxPixels', 'prompts', 'hidden'] as const;
  if (keys.some((key) => found.output[key] !== shape[key])) {
    throw new FeatureFileError(
      `${path} holds features of another model, or of pictures of another size. Delete it, or choose another place.`,
      { file: path },
    );
  }
  return end + 1;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The matrices that heads read, from those of prompts. */
export function featuresOfHeads(
  byPrompt: readonly Matrix[],
  { heads }: { readonly heads: readonly { readonly prompt: number }[] },
): Matrix[] {
  return heads.map(({ prompt }) => at(byPrompt, prompt));
}
