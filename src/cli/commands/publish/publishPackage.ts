import { commitIter, type CommitOperation, type CommitOutput } from '@huggingface/hub';
import {
  formerPackage,
  isThere,
  openRepository,
  readText,
  type Hub,
  type HubState,
  type Target,
} from './hubRepository.ts';
import { explainHubFailure } from './hubFailure.ts';
import { findChanged, leftBehind, type LocalFile, type LocalPackage } from './localPackage.ts';
import { CARD_MARK, modelCard } from './modelCard.ts';

/** What was done. */
export interface Published {
  readonly commit: string;
  /** Files that were put into the commit; 0: all were there. */
  readonly fileCount: number;
  /** The repository's README.md is somebody's own, and was left alone. */
  readonly keptCard: boolean;
}

export interface PublishHooks {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

const CARD_PATH = 'README.md';

/**
 * Puts all files of a package into a branch, in one commit: whoever downloads has the former package or this one, never
 * parts of both. Throws our own errors alone.
 */
export async function publishPackage(
  local: LocalPackage,
  hub: Hub,
  target: Target,
  hooks: PublishHooks,
): Promise<Published> {
  try {
    const state = await openRepository(hub, target);
    const former = await formerPackage(hub, target, state);
    const card = await cardFor(local, hub, target, state);
    const missing = await filter(
      [...local.files, ...(card ? [card] : [])],
      async (file) => !(await isThere(state, file)),
    );
    const stale = former
      ? leftBehind(former, local.files).filter((path) => state.entries.some((one) => one.path === path))
      : [];
    const keptCard = card === undefined;
    if (missing.length + stale.length === 0) return { commit: state.commit, fileCount: 0, keptCard };
    const operations = [...missing.map(addition), ...stale.map((path) => ({ operation: 'delete', path }) as const)];
    const commit = await commitAll(operations, local, { hub, target, parentCommit: state.commit }, hooks);
    return { commit, fileCount: missing.length, keptCard };
  } catch (error) {
    throw (await findChanged(local.files)) ?? explainHubFailure(error, target.repository, hooks.signal);
  }
}

/** Undefined where the repository's own card is not of our writing. */
async function cardFor(
  { modelPackage }: LocalPackage,
  hub: Hub,
  target: Target,
  state: HubState,
): Promise<LocalFile | undefined> {
  const there = await readText(hub, target, state, CARD_PATH);
  if (there !== undefined && !there.includes(CARD_MARK)) return undefined;
  const { manifest, manifestSha256 } = modelPackage;
  const text = modelCard(manifest, { ...target, manifestSha256 });
  // Short enough for git itself, which is known by its own digest.
  return { path: CARD_PATH, sha256: '', content: new Blob([text]) };
}

function addition({ path, content }: LocalFile): CommitOperation {
  return { operation: 'addOrUpdate', path, content };
}

interface CommitPlace {
  readonly hub: Hub;
  readonly target: Target;
  readonly parentCommit: string;
}

async function commitAll(
  operations: CommitOperation[],
  { modelPackage }: LocalPackage,
  { hub, target, parentCommit }: CommitPlace,
  { signal, onProgress }: PublishHooks,
): Promise<string> {
  const meter = new UploadMeter(operations, onProgress);
  const steps = commitIter({
    ...hub,
    repo: { type: 'model', name: target.repository },
    branch: target.branch,
    parentCommit,
    title: `Publish ${modelPackage.manifest.id} (${modelPackage.manifest.dtype})`,
    operations,
    abortSignal: signal,
    // As Python's library is told.
    useXet: !process.env['HF_HUB_DISABLE_XET'],
    fetch: (input, init) => meter.fetch(input, init),
  });
  let step = await steps.next();
  while (!step.done) {
    if (step.value.event === 'fileProgress' && step.value.state === 'uploading')
      meter.reach(step.value.path, step.value.progress);
    step = await steps.next();
  }
  return commitOf(step.value);
}

function commitOf(output: CommitOutput | undefined): string {
  if (output) return output.commit.oid;
  throw new Error('The hub committed, and did not say which commit it is.');
}

/** How much is sent: as the library tells it of whole files, and as the parts of files that were taken tell it. */
class UploadMeter {
  readonly #sizes: ReadonlyMap<string, number>;
  readonly #total: number;
  readonly #onProgress: PublishHooks['onProgress'];
  readonly #shares = new Map<string, number>();
  #sent = 0;

  constructor(operations: readonly CommitOperation[], onProgress: PublishHooks['onProgress']) {
    const added = operations.flatMap((one) =>
      one.operation === 'addOrUpdate' && one.content instanceof Blob ? [[one.path, one.content.size] as const] : [],
    );
    this.#sizes = new Map(added);
    this.#total = added.reduce((sum, [, size]) => sum + size, 0);
    this.#onProgress = onProgress;
  }

  reach(path: string, share: number): void {
    this.#shares.set(path, share);
    this.#report();
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (init?.method === 'PUT' && init.body instanceof Blob && response.ok) {
      this.#sent += init.body.size;
      this.#report();
    }
    return response;
  };

  #report(): void {
    const told = [...this.#shares].reduce((sum, [path, share]) => sum + share * (this.#sizes.get(path) ?? 0), 0);
    this.#onProgress(Math.min(this.#total, Math.max(told, this.#sent)), this.#total);
  }
}

async function filter<Item>(items: readonly Item[], keep: (item: Item) => Promise<boolean>): Promise<Item[]> {
  const kept = await Promise.all(items.map(keep));
  return items.filter((_, index) => kept[index]);
}
