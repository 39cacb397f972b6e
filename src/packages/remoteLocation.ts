import * as v from 'valibot';
import { AbortError, EditRewardError } from '../core/errors.ts';
import { isHubRepository } from '../core/modelPackage/hubRepository.ts';
import type { ModelOrigin, RemoteLocation } from '../core/modelPackage/modelLocation.ts';
import { DownloadError } from './urlFolder.ts';

/** What the user gave as an address or a repository is none. */
export class MalformedAddressError extends EditRewardError {
  override readonly name = 'MalformedAddressError';
}

/** A hub has no such repository or revision, or does not show it to everyone. */
export class HubError extends EditRewardError {
  override readonly name = 'HubError';
}

/** A location that always gives the same files: branches and tags are resolved to commits. */
export interface PinnedLocation {
  readonly origin: Exclude<ModelOrigin, { readonly kind: 'folder' | 'converted' }>;
  /** What files' paths are appended to; with a slash at its end. */
  readonly baseUrl: string;
}

const DEFAULT_HOST = 'https://huggingface.co';
const COMMIT = /^[0-9a-f]{40}$/;

const revisionAnswer = v.object({ sha: v.pipe(v.string(), v.regex(COMMIT)) });

/** Throws {@link MalformedAddressError}, {@link HubError} and `DownloadError`. */
export async function pinLocation(location: RemoteLocation, signal: AbortSignal): Promise<PinnedLocation> {
  if (location.kind === 'url') {
    const baseUrl = parseAddress(location.url);
    return { origin: { kind: 'url', url: baseUrl }, baseUrl };
  }
  const { repository, folder = '' } = location;
  const host = parseAddress(location.host ?? DEFAULT_HOST);
  if (!isHubRepository(repository)) {
    throw new MalformedAddressError(`"${repository}" is not a repository: its name is of the form owner/name.`);
  }
  const revision = await resolveRevision(host, repository, location.revision ?? 'main', signal);
  const prefix = new URL(`${repository}/resolve/${revision}/`, host).href;
  return {
    origin: { kind: 'huggingFace', repository, revision, ...optional({ folder, host: location.host }) },
    baseUrl: folder === '' ? prefix : withSlash(new URL(folder, prefix).href),
  };
}

/** What of `fields` says something. */
function optional(fields: { readonly folder: string; readonly host: string | undefined }) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));
}

function parseAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return withSlash(url.href);
  throw new MalformedAddressError(
    `"${text}" is not an address: it begins with https:// and names the folder of a model package.`,
  );
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

async function resolveRevision(
  host: string,
  repository: string,
  revision: string,
  signal: AbortSignal,
): Promise<string> {
  if (COMMIT.test(revision)) return revision;
  const url = new URL(`api/models/${repository}/revision/${encodeURIComponent(revision)}`, host).href;
  const response = await fetchAnswer(url, signal);
  if (response.ok) {
    const answer = v.safeParse(revisionAnswer, await response.json().catch(() => undefined));
    if (answer.success) return answer.output.sha;
    throw new HubError(`${url} did not answer as a model hub does. Check the host, or give a commit as revision.`);
  }
  throw new HubError(
    `${host} shows no revision ${revision} of ${repository} (it answered ${response.status}). Check both names. A private ` +
      'or gated repository must be downloaded by other means and imported as a folder.',
  );
}

async function fetchAnswer(url: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { signal });
  } catch (cause) {
    if (signal.aborted) throw new AbortError();
    throw new DownloadError(`${url} could not be reached. Check the connection.`, { file: url, cause });
  }
}
