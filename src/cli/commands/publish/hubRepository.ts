import { createHash } from 'node:crypto';
import { createBranch, createRepo, HubApiError, listFiles, modelInfo, repoExists } from '@huggingface/hub';
import { EditRewardError } from '../../../core/errors.ts';
import { parseManifest, type Manifest } from '../../../core/modelPackage/manifest.ts';
import type { LocalFile } from './localPackage.ts';

/** A public repository was given for a package that is to be private. */
export class PublicRepositoryError extends EditRewardError {
  override readonly name = 'PublicRepositoryError';
}

/** What is in the repository is something else than a model package. */
export class OtherRepositoryError extends EditRewardError {
  override readonly name = 'OtherRepositoryError';
}

/** A hub, and who asks it. */
export interface Hub {
  readonly hubUrl: string;
  readonly accessToken: string;
}

export interface Target {
  readonly repository: string;
  readonly branch: string;
  readonly isPrivate: boolean;
}

/** What a branch is at. */
export interface HubState {
  readonly commit: string;
  readonly entries: readonly HubEntry[];
}

export interface HubEntry {
  readonly path: string;
  /** SHA-256 of a large file. */
  readonly sha256: string | undefined;
  /** Git's own digest of a small one. */
  readonly gitDigest: string | undefined;
}

/** Makes repository and branch if need be, and lists what the branch has. Throws the errors of the hub, and ours. */
export async function openRepository(hub: Hub, target: Target): Promise<HubState> {
  const { repository, branch } = target;
  const repo = { type: 'model', name: repository } as const;
  if (!(await repoExists({ ...hub, repo }))) {
    await createRepo({ ...hub, repo, ...(target.isPrivate && { visibility: 'private' }) });
  }
  const { commit, isPrivate } = await findBranch(hub, repository, branch);
  if (target.isPrivate && !isPrivate) {
    throw new PublicRepositoryError(
      `${repository} is public, and --private asks for a private one. Make it private on its settings page, or give ` +
        'another name.',
    );
  }
  return { commit, entries: await listEntries(hub, repository, commit) };
}

async function findBranch(hub: Hub, repository: string, branch: string) {
  const repo = { type: 'model', name: repository } as const;
  try {
    return await branchInfo(hub, repository, branch);
  } catch (error) {
    if (!(error instanceof HubApiError) || error.statusCode !== NOT_FOUND || branch === 'main') throw error;
    await createBranch({ ...hub, repo, branch });
    return branchInfo(hub, repository, branch);
  }
}

const NOT_FOUND = 404;

async function branchInfo(hub: Hub, name: string, revision: string) {
  const info = await modelInfo({ ...hub, name, revision, additionalFields: ['sha'] });
  return { commit: info.sha, isPrivate: info.private };
}

async function listEntries(hub: Hub, name: string, revision: string): Promise<HubEntry[]> {
  const entries: HubEntry[] = [];
  for await (const { type, path, oid, lfs } of listFiles({
    ...hub,
    repo: { type: 'model', name },
    revision,
    recursive: true,
  })) {
    if (type === 'file') entries.push({ path, sha256: lfs?.oid, gitDigest: lfs ? undefined : oid });
  }
  return entries;
}

/** Whether the hub has these very bytes under this name. */
export async function isThere({ entries }: HubState, { path, sha256, content }: LocalFile): Promise<boolean> {
  const entry = entries.find((one) => one.path === path);
  if (entry?.gitDigest === undefined) return entry?.sha256 === sha256;
  // Only small files have one, so this one can be read whole.
  return content.size <= MAX_GIT_BYTES && entry.gitDigest === (await gitDigest(content));
}

/** The hub keeps no larger file in git itself. */
const MAX_GIT_BYTES = 10e6;

/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects: of a header and the bytes. */
export async function gitDigest(content: Blob): Promise<string> {
  const bytes = new Uint8Array(await content.arrayBuffer());
  return createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}

/** What a repository has before anything is put into it. */
const PLAIN_FILES = /^(\.gitattributes|\.gitignore|README\.md|LICEN[CS]E[\w.-]*)$/;

/**
 * The package that the branch has so far; undefined of a branch that has none. Throws {@link OtherRepositoryError} where it
 * has something else: a package between other people's files would be found by nobody, and might replace some.
 */
export async function formerPackage(hub: Hub, target: Target, state: HubState): Promise<Manifest | undefined> {
  const others = state.entries.filter(({ path }) => !PLAIN_FILES.test(path));
  if (others.length === 0) return undefined;
  const text = await readText(hub, target, state, 'manifest.json');
  try {
    if (text !== undefined) return parseManifest(text);
  } catch {
    // It is a manifest of something else.
  }
  throw new OtherRepositoryError(
    `${target.repository} holds something else than a model package on ${target.branch}: ${others[0]?.path ?? ''}. Give ` +
      'the name of a new repository, or --revision with a new branch of an empty one.',
  );
}

/** A small file of the branch; undefined where there is none. */
export async function readText(
  { hubUrl, accessToken }: Hub,
  { repository }: Target,
  { commit, entries }: HubState,
  path: string,
): Promise<string | undefined> {
  if (!entries.some((entry) => entry.path === path)) return undefined;
  const url = `${hubUrl}/${repository}/resolve/${commit}/${path}`;
  const response = await fetch(url, { headers: { Authorization: `Bearer ${accessToken}` } });
  if (!response.ok) throw new HubApiError(url, response.status, undefined, `${path} could not be read`);
  return response.text();
}
