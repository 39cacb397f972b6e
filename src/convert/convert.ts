import type { SinkFolder } from '../core/bytes/bytes.ts';
import type { Manifest, SelfTest } from '../core/modelPackage/manifest.ts';
import { observeSessions } from './calibration/observedSessions.ts';
import { scaffoldPaths, writeCalibrated } from './calibration/writeCalibrated.ts';
import { JOURNAL_PATH } from './conversionJournal.ts';
import { planConversion, type ConversionPlan, type ConvertRequest } from './conversionPlan.ts';
import { describePackage } from './describePackage.ts';
import { planOutputs } from './outputFiles.ts';
import { MANIFEST_PATH, PackageWriter, writeFile, type PackageFile, type WriterHooks } from './packageWriter.ts';
import { spaceNeeded } from './spaceNeeded.ts';
import { TokenizerFilesError, type PreparedTokenizer } from './tokenizerFiles.ts';

export type { ConvertRequest } from './conversionPlan.ts';
export type { ConvertProgress } from './packageWriter.ts';

export interface ConvertHooks extends WriterHooks {
  /**
   * Makes prompts as the package will, before anything is written, and says why it cannot: a part of a sentence.
   * `manifest` is the one that the package will have, without its files. Default: nobody looks.
   */
  readonly whyNoPrompts?: ((manifest: Manifest, tokenizer: PreparedTokenizer) => string | undefined) | undefined;
  /** Throws where so many bytes more are not free. Default: nobody looks. */
  readonly checkSpace?: ((neededBytes: number) => Promise<void>) | undefined;
  /**
   * Scores the self-test's input with the package, which is written and verified. `manifest` is the manifest that it
   * will have.
   */
  readonly measureSelfTest: (manifest: Manifest) => Promise<SelfTest['expected']>;
}

/**
 * Converts a checkpoint to a model package in `out`. Everything is checked before the first byte is written. If it
 * fails or is killed, finished parts are kept. The same request goes on from there and ends in the same bytes. Another
 * request removes them. Throws the errors of checkpoint, base model, tokenizer, prompts and calibration,
 * `OutputDamagedError` and `AbortError`.
 */
export async function convertCheckpoint(
  request: ConvertRequest,
  out: SinkFolder,
  hooks: ConvertHooks,
): Promise<Manifest> {
  const plan = await planConversion(request);
  checkPrompts(hooks, describePackage(request, plan, []), plan.tokenizer);
  const { files, scaffold } = await writeFiles(request, plan, out, hooks);
  const draft = describePackage(request, plan, files);
  const expected = await hooks.measureSelfTest(draft);
  const manifest = { ...draft, selfTest: { ...draft.selfTest, expected } };
  await writeFile(out, MANIFEST_PATH, (sink) =>
    sink.write(new TextEncoder().encode(`${JSON.stringify(manifest, undefined, 1)}\n`)),
  );
  for (const path of scaffold) await out.remove(path);
  await out.remove(JOURNAL_PATH);
  return manifest;
}

/** The package's files, and the paths of what it does not need once it is whole. */
interface WrittenPackage {
  readonly files: readonly PackageFile[];
  readonly scaffold: readonly string[];
}

async function writeFiles(
  request: ConvertRequest,
  plan: ConversionPlan,
  out: SinkFolder,
  hooks: ConvertHooks,
): Promise<WrittenPackage> {
  const { calibration } = request;
  const outputs = planOutputs(plan);
  const observed = calibration ? observeSessions(plan.sessions) : [];
  const scaffold = scaffoldPaths(observed);
  const paths = [...outputs.map(({ path }) => path), ...scaffold];
  const writer = await PackageWriter.open(out, { fingerprint: plan.fingerprint, paths }, hooks);
  const there = [...writer.finished.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  await hooks.checkSpace?.(Math.max(0, spaceNeeded(outputs, observed) - there));
  const describe = (files: readonly PackageFile[]) => describePackage(request, plan, files);
  if (calibration) await writeCalibrated({ outputs, observed, calibration, describe }, writer, out);
  else await writer.write(outputs);
  return { files: outputs.flatMap(({ path }) => writer.finished.get(path) ?? []), scaffold };
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
