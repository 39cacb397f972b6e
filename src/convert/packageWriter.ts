import type { ByteSink, SinkFolder, WrittenFile } from '../core/bytes/bytes.ts';
import { EditRewardError, throwIfAborted } from '../core/errors.ts';
import {
  discardConversion,
  findIntact,
  isSame,
  readJournal,
  writeJournal,
  type JournalRecord,
} from './conversionJournal.ts';
import type { OutputFile } from './outputFiles.ts';
import { inlineEncoder, type RowEncoder } from './rowEncoder.ts';
import type { WeightFinding } from './weightFindings.ts';
import type { WriteOptions } from './writeWeights.ts';

/** A file was not found as it had been written. */
export class OutputDamagedError extends EditRewardError {
  override readonly name = 'OutputDamagedError';
}

/**
 * Bytes of files that an earlier run left, of the checkpoint, of the new files, and again of the checkpoint where its weights are
 * read once more. A stage with nothing to do is left out.
 */
export interface ConvertProgress {
  readonly stage: 'checking' | 'converting' | 'verifying' | 'refining';
  readonly done: number;
  readonly total: number;
}

export interface WriterHooks {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ConvertProgress) => void) | undefined;
  /** Default: the calling thread. */
  readonly encoder?: RowEncoder | undefined;
}

export const MANIFEST_PATH = 'manifest.json';

/** A file of the package, with what was found while it was written. */
export type PackageFile = JournalRecord['finished'][number];

/** What a conversion is, and every file but the manifest that it may write. */
export interface WriterPlan {
  readonly fingerprint: string;
  readonly paths: readonly string[];
}

/** What of a file that is written anew is another than before. */
interface Rewrite extends Pick<WriteOptions, 'feedbackOf'> {
  readonly stage: 'refining';
}

/** Writes a package's files, and keeps a journal of those that are finished: a conversion that was killed goes on. */
export class PackageWriter {
  readonly #out: SinkFolder;
  readonly #plan: WriterPlan;
  readonly #hooks: WriterHooks;
  readonly #finished: Map<string, PackageFile>;

  private constructor(out: SinkFolder, plan: WriterPlan, hooks: WriterHooks, finished: readonly PackageFile[]) {
    this.#out = out;
    this.#plan = plan;
    this.#hooks = hooks;
    this.#finished = new Map(finished.map((file) => [file.path, file]));
  }

  /** Takes up what an earlier run of the same conversion left. A conversion with another fingerprint is removed. */
  static async open(out: SinkFolder, plan: WriterPlan, hooks: WriterHooks): Promise<PackageWriter> {
    const writer = new PackageWriter(out, plan, hooks, await takeUp(out, plan.fingerprint, hooks));
    await writer.#record();
    return writer;
  }

  /** Finished files, by path. */
  get finished(): ReadonlyMap<string, PackageFile> {
    return this.#finished;
  }

  /** Writes the files that are not finished, and reads them back. Throws {@link OutputDamagedError}. */
  async write(outputs: readonly OutputFile[]): Promise<void> {
    const missing = outputs.filter(({ path }) => !this.#finished.has(path));
    const onBytes = this.#counter('converting', missing);
    for (const output of missing) await this.#writeOne(output, onBytes);
    await this.#verify(missing);
  }

  /** Writes a finished file once more: `calibrated` then. */
  async rewrite(outputs: readonly (OutputFile & Pick<WriteOptions, 'feedbackOf'>)[]): Promise<void> {
    const missing = outputs.filter(({ path }) => this.#finished.get(path)?.calibrated !== true);
    const onBytes = this.#counter('refining', missing);
    for (const output of missing) {
      await this.#writeOne(output, onBytes, { stage: 'refining', feedbackOf: output.feedbackOf });
    }
    await this.#verify(missing);
  }

  /** Counts files as not written. */
  async forget(isForgotten: (file: PackageFile) => boolean): Promise<void> {
    for (const file of this.#finished.values()) if (isForgotten(file)) this.#finished.delete(file.path);
    await this.#record();
  }

  async #writeOne({ path, write }: OutputFile, onBytes: (byteLength: number) => void, again?: Rewrite): Promise<void> {
    const { signal, encoder = inlineEncoder } = this.#hooks;
    throwIfAborted(signal);
    const findings: WeightFinding[] = [];
    const onFinding = (finding: WeightFinding) => void findings.push(finding);
    const options = { signal, onBytes, onFinding, encoder, feedbackOf: again?.feedbackOf };
    const written = await writeFile(this.#out, path, (sink) => write(sink, options));
    this.#finished.set(path, { path, ...written, findings, ...(again && { calibrated: true }) });
    await this.#record();
  }

  #record(): Promise<void> {
    const { fingerprint, paths } = this.#plan;
    const finished = [...this.#finished.values()];
    return writeJournal(this.#out, { fingerprint, paths: [...paths, MANIFEST_PATH], finished });
  }

  async #verify(outputs: readonly OutputFile[]): Promise<void> {
    const files = outputs.flatMap(({ path }) => this.#finished.get(path) ?? []);
    const onBytes = countBytes('verifying', sumOf(files.map(({ byteLength }) => byteLength)), this.#hooks);
    for (const file of files) {
      if (isSame(file, await this.#out.inspect(file.path, { signal: this.#hooks.signal, onBytes }))) continue;
      throw new OutputDamagedError(
        `${file.path} in ${this.#out.name} is not what was written there. Something else writes into this folder, or its disk ` +
          'is faulty. Convert again, perhaps into another folder.',
        { file: file.path },
      );
    }
  }

  #counter(stage: ConvertProgress['stage'], outputs: readonly OutputFile[]): (byteLength: number) => void {
    return countBytes(stage, sumOf(outputs.map(({ sourceBytes }) => sourceBytes)), this.#hooks);
  }
}

/** The whole files of an unfinished conversion with this fingerprint. A conversion with another one is removed. */
async function takeUp(out: SinkFolder, fingerprint: string, hooks: WriterHooks): Promise<readonly PackageFile[]> {
  const left = await readJournal(out);
  if (left === undefined) return [];
  if (left.fingerprint === fingerprint) {
    const onBytes = countBytes('checking', sumOf(left.finished.map(({ byteLength }) => byteLength)), hooks);
    return findIntact(out, left, { signal: hooks.signal, onBytes });
  }
  await discardConversion(out, left);
  return [];
}

export async function writeFile(
  out: SinkFolder,
  path: string,
  fill: (sink: ByteSink) => Promise<void>,
): Promise<WrittenFile> {
  const sink = await out.create(path);
  try {
    await fill(sink);
    return await sink.close();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

/** Reports each piece of `stage` as a sum. */
function countBytes(
  stage: ConvertProgress['stage'],
  total: number,
  { onProgress }: WriterHooks,
): (byteLength: number) => void {
  let done = 0;
  return (byteLength) => {
    done += byteLength;
    onProgress?.({ stage, done, total });
  };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0);
}
