import type { ByteSink, SinkFolder, WrittenFile } from '../core/bytes/bytes.ts';
import { EditRewardError, throwIfAborted } from '../core/errors.ts';
import type { Manifest, SelfTest } from '../core/modelPackage/manifest.ts';
import {
  discardConversion,
  findIntact,
  isSame,
  JOURNAL_PATH,
  readJournal,
  writeJournal,
  type JournalRecord,
} from './conversionJournal.ts';
import { planConversion, type ConvertRequest } from './conversionPlan.ts';
import { describePackage } from './describePackage.ts';
import { planOutputs, type OutputFile } from './outputFiles.ts';
import { inlineEncoder, type RowEncoder } from './rowEncoder.ts';
import { TokenizerFilesError, type PreparedTokenizer } from './tokenizerFiles.ts';
import type { WeightFinding } from './weightFindings.ts';

export type { ConvertRequest } from './conversionPlan.ts';

/** A file was not found as it had been written. */
export class OutputDamagedError extends EditRewardError {
  override readonly name = 'OutputDamagedError';
}

/** Bytes of files that an earlier run left, of the checkpoint, and of the new files. A stage with nothing to do is left out. */
export interface ConvertProgress {
  readonly stage: 'checking' | 'converting' | 'verifying';
  readonly done: number;
  readonly total: number;
}

export interface ConvertHooks {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ConvertProgress) => void) | undefined;
  /** Default: the calling thread. */
  readonly encoder?: RowEncoder | undefined;
  /**
   * Makes prompts as the package will, before anything is written, and says why it cannot: a part of a sentence.
   * `manifest` is the one that the package will have, without its files. Default: nobody looks.
   */
  readonly whyNoPrompts?: ((manifest: Manifest, tokenizer: PreparedTokenizer) => string | undefined) | undefined;
  /**
   * Scores the self-test's input with the package, which is written and verified. `manifest` is the manifest that it
   * will have.
   */
  readonly measureSelfTest: (manifest: Manifest) => Promise<SelfTest['expected']>;
}

const MANIFEST_PATH = 'manifest.json';

/** A file of the package, with what was found while it was written. */
type PackageFile = JournalRecord['finished'][number];

/**
 * Converts a checkpoint to a model package in `out`. Everything is checked before the first byte is written. If it
 * fails or is killed, finished parts are kept. The same request goes on from there and ends in the same bytes. Another
 * request removes them. Throws the errors of checkpoint, base model, tokenizer and prompts, {@link OutputDamagedError}
 * and `AbortError`.
 */
export async function convertCheckpoint(
  request: ConvertRequest,
  out: SinkFolder,
  hooks: ConvertHooks,
): Promise<Manifest> {
  const plan = await planConversion(request);
  checkPrompts(hooks, describePackage(request, plan, []), plan.tokenizer);
  const files = await writeOutputs(out, planOutputs(plan), plan.fingerprint, hooks);
  const draft = describePackage(request, plan, files);
  const expected = await hooks.measureSelfTest(draft);
  const manifest = { ...draft, selfTest: { ...draft.selfTest, expected } };
  await writeFile(out, MANIFEST_PATH, (sink) =>
    sink.write(new TextEncoder().encode(`${JSON.stringify(manifest, undefined, 1)}\n`)),
  );
  await out.remove(JOURNAL_PATH);
  return manifest;
}

/** Throws {@link TokenizerFilesError}: it is the base model's files that make no prompts. */
function checkPrompts({ whyNoPrompts }: ConvertHooks, draft: Manifest, tokenizer: PreparedTokenizer): void {
  const reason = whyNoPrompts?.(draft, tokenizer);
  if (reason === undefined) return;
  throw new TokenizerFilesError(
    `Chat template, tokenizer and prompt texts make no prompts for ${draft.model.title}: ${reason}. Use the files of the ` +
      'base model that this checkpoint was trained from.',
  );
}

/** Writes the files that earlier runs of the same conversion did not finish, and reads them back. */
async function writeOutputs(
  out: SinkFolder,
  outputs: readonly OutputFile[],
  fingerprint: string,
  hooks: ConvertHooks,
): Promise<PackageFile[]> {
  const { signal, encoder = inlineEncoder } = hooks;
  const finished = new Map((await takeUp(out, fingerprint, hooks)).map((file) => [file.path, file]));
  const record = () => {
    const paths = [...outputs.map(({ path }) => path), MANIFEST_PATH];
    return writeJournal(out, { fingerprint, paths, finished: [...finished.values()] });
  };
  const missing = outputs.filter(({ path }) => !finished.has(path));
  const onBytes = countBytes('converting', sumOf(missing.map(({ sourceBytes }) => sourceBytes)), hooks);
  await record();
  for (const { path, write } of missing) {
    throwIfAborted(signal);
    const findings: WeightFinding[] = [];
    const onFinding = (finding: WeightFinding) => void findings.push(finding);
    const written = await writeFile(out, path, (sink) => write(sink, { signal, onBytes, onFinding, encoder }));
    finished.set(path, { path, ...written, findings });
    await record();
  }
  const files = outputs.flatMap(({ path }) => finished.get(path) ?? []);
  await verify(
    out,
    files.filter(({ path }) => missing.some((file) => file.path === path)),
    hooks,
  );
  return files;
}

/** The whole files of an unfinished conversion with this fingerprint. A conversion with another one is removed. */
async function takeUp(out: SinkFolder, fingerprint: string, hooks: ConvertHooks): Promise<readonly PackageFile[]> {
  const left = await readJournal(out);
  if (left === undefined) return [];
  if (left.fingerprint === fingerprint) {
    const onBytes = countBytes('checking', sumOf(left.finished.map(({ byteLength }) => byteLength)), hooks);
    return findIntact(out, left, { signal: hooks.signal, onBytes });
  }
  await discardConversion(out, left);
  return [];
}

async function writeFile(out: SinkFolder, path: string, fill: (sink: ByteSink) => Promise<void>): Promise<WrittenFile> {
  const sink = await out.create(path);
  try {
    await fill(sink);
    return await sink.close();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

async function verify(out: SinkFolder, files: readonly PackageFile[], hooks: ConvertHooks): Promise<void> {
  const onBytes = countBytes('verifying', sumOf(files.map(({ byteLength }) => byteLength)), hooks);
  for (const file of files) {
    if (isSame(file, await out.inspect(file.path, { signal: hooks.signal, onBytes }))) continue;
    throw new OutputDamagedError(
      `${file.path} in ${out.name} is not what was written there. Something else writes into this folder, or its disk is ` +
        'faulty. Convert again, perhaps into another folder.',
      { file: file.path },
    );
  }
}

/** Reports each piece of `stage` as a sum. */
function countBytes(
  stage: ConvertProgress['stage'],
  total: number,
  { onProgress }: ConvertHooks,
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
