import type { ByteSource } from '../core/bytes.ts';
import { throwIfAborted } from '../core/errors.ts';
import type { Manifest, SessionEntry } from '../core/modelPackage/manifest.ts';
import { combineHeads } from '../core/ranking.ts';
import type { CandidateScore } from '../core/score.ts';
import { openPackageFile, readPackageFile, readPackageText, type PackageFiles } from '../storage/modelPackage.ts';
import { Decoder } from './decoder.ts';
import { EmbeddingTable } from './embeddingTable.ts';
import type { Backend, InferenceSession, SessionFiles, SessionReader } from './session.ts';
import { createTokenizer, type PackageTokenizer } from './tokenizer.ts';
import { VisionTower } from './visionTower.ts';

/** A model package on a device, ready to run. Its self-test has not been run: see `loadTrustedModel`. */
export interface ScoringModel {
  readonly manifest: Manifest;
  readonly backend: Backend;
  readonly tokenizer: PackageTokenizer;
  readonly embedding: EmbeddingTable;
  readonly vision: VisionTower;
  readonly decoder: Decoder;
  /** Rewards of one candidate, from its hidden state [hidden] at each prompt's reward token. */
  readHeads(hiddenStates: readonly Float32Array[]): Promise<CandidateScore>;
  /** Releases the sessions and the device. */
  dispose(): Promise<void>;
}

export interface LoadModelOptions {
  readonly signal?: AbortSignal | undefined;
  /** `bytes` since the last call. */
  readonly onBytes?: ((byteLength: number) => void) | undefined;
}

/** Files of the package that stay open for random access or were small enough to read at once. */
interface PackageContents {
  readonly tokenizer: PackageTokenizer;
  readonly embedding: ByteSource;
}

/**
 * Creates the sessions of a package one after another, so that one shard's weights pass through memory at a time. Takes
 * over `backend`: it is disposed when loading fails. Throws package errors, `AbortError`, and whatever the runtime throws.
 */
export async function loadScoringModel(
  modelPackage: PackageFiles,
  backend: Backend,
  options: LoadModelOptions,
): Promise<ScoringModel> {
  const sessions: InferenceSession[] = [];
  try {
    const contents = await readContents(modelPackage, options);
    for (const entry of modelPackage.manifest.sessions) {
      throwIfAborted(options.signal);
      sessions.push(await createSession(modelPackage, backend, entry, options));
    }
    return assemble(modelPackage.manifest, backend, sessions, contents);
  } catch (error) {
    await release(sessions, backend);
    throw error;
  }
}

async function release(sessions: readonly InferenceSession[], backend: Backend): Promise<void> {
  // A session on a lost device may fail to release; the device goes away all the same.
  await Promise.allSettled(sessions.map((session) => session.release()));
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
    embedding: await openPackageFile(modelPackage, embedding.path, options),
  };
}

function createSession(
  modelPackage: PackageFiles,
  backend: Backend,
  entry: SessionEntry,
  options: LoadModelOptions,
): Promise<InferenceSession> {
  const reader: SessionReader = {
    read: (path) => readPackageFile(modelPackage, path, options),
    check: async (path) => void (await openPackageFile(modelPackage, path, options)),
  };
  const files: SessionFiles = {
    graph: entry.graphs[backend.variant],
    externalData: entry.externalData,
    deviceOutputs: deviceOutputs(entry),
  };
  return backend.guard(backend.createSession(files, reader));
}

function deviceOutputs({ role, layers: [first, end] }: SessionEntry): string[] {
  const names = ['hidden_states_out'];
  if (role !== 'decoder') return names;
  for (let layer = first; layer < end; layer++) names.push(`present_key.${layer}`, `present_value.${layer}`);
  return names;
}

function assemble(
  manifest: Manifest,
  backend: Backend,
  sessions: readonly InferenceSession[],
  contents: PackageContents,
): ScoringModel {
  const ofRole = (role: SessionEntry['role']) =>
    manifest.sessions.flatMap((entry, index) => {
      const session = sessions[index];
      return session && entry.role === role ? [{ session, layers: entry.layers }] : [];
    });
  const heads = ofRole('heads').map(({ session }) => session);
  return {
    manifest,
    backend,
    tokenizer: contents.tokenizer,
    embedding: new EmbeddingTable(manifest.embedding, contents.embedding),
    vision: new VisionTower(
      backend,
      manifest,
      ofRole('vision').map(({ session }) => session),
    ),
    decoder: new Decoder(backend, manifest, ofRole('decoder')),
    readHeads: (hiddenStates) => readHeads(backend, heads, hiddenStates),
    dispose: () => release(sessions, backend),
  };
}

async function readHeads(
  backend: Backend,
  [session]: readonly InferenceSession[],
  hiddenStates: readonly Float32Array[],
): Promise<CandidateScore> {
  if (!session) throw new Error('The model package has no heads.');
  const { Tensor } = backend.ort;
  const feeds = Object.fromEntries(
    hiddenStates.map((state, head) => [`hidden_${head}`, new Tensor('float32', state, [1, state.length])]),
  );
  const outputs = await backend.guard(session.run(feeds));
  const scores = hiddenStates.map((_, head) => {
    const [mu = NaN, logSigma = NaN] = (outputs[`reward_${head}`]?.data ?? []) as Float32Array;
    return { mu, logSigma };
  });
  const [instructionFollowing, visualQuality] = scores;
  if (!instructionFollowing || !visualQuality) throw new Error('A candidate needs the hidden states of both prompts.');
  return combineHeads(instructionFollowing, visualQuality);
}
