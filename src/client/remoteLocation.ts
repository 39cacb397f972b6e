import { EditRewardError } from '../core/errors.ts';
import { isHubRepository } from '../core/modelPackage/hubRepository.ts';
import type { RemoteLocation } from '../core/modelPackage/modelLocation.ts';
import { packageOfUrl } from './chosenPackage.ts';

/** Nothing was typed where an address or a repository is asked for. */
export class MissingAddressError extends EditRewardError {
  override readonly name = 'MissingAddressError';
}

/** `/owner/name`, and what follows `tree`, `blob` or `resolve`: a revision, then a folder. */
const HUB_PATH = /^\/([\w.-]+\/[\w.-]+)(?:\/(?:tree|blob|resolve)\/([^/]+)(?:\/(.+?))?)?\/?$/;
const HUB_HOSTS = ['huggingface.co', 'hf.co'];

/**
 * A web address, the address of a page on Hugging Face, or a repository there as `owner/name`, with an `@revision` if
 * need be. Throws {@link MissingAddressError} or `NotAPackageError`.
 */
export function remoteLocationOf(typed: string, base: string): RemoteLocation {
  const [address = '', revision] = splitRevision(typed.trim());
  if (address === '') throw new MissingAddressError('Give an address, or a repository as owner/name.');
  if (isHubRepository(address)) return huggingFace(address, revision);
  return hubPage(address) ?? packageOfUrl(typed, base);
}

/** A location for people. */
export function locationText(location: RemoteLocation): string {
  if (location.kind === 'url') return location.url;
  const { repository, revision, folder } = location;
  return [repository, folder && `/${folder}`, revision && `@${shortRevision(revision)}`].filter(Boolean).join('');
}

/** A commit by its first digits, as people write it; a branch or tag whole. */
export function shortRevision(revision: string): string {
  return /^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 8) : revision;
}

/** Only a repository may carry a revision: an address has an `@` of its own. */
function splitRevision(typed: string): string[] {
  return typed.includes('://') ? [typed] : typed.split('@');
}

function hubPage(address: string): RemoteLocation | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !HUB_HOSTS.includes(url.hostname)) return undefined;
  const [, repository, revision, folder] = HUB_PATH.exec(url.pathname) ?? [];
  return repository === undefined ? undefined : huggingFace(repository, revision, folder);
}

function huggingFace(repository: string, revision?: string, folder?: string): RemoteLocation {
  const manifest = folder?.replace(/(^|\/)manifest\.json$/, '');
  return {
    kind: 'huggingFace',
    repository,
    ...(revision && { revision }),
    ...(manifest && { folder: manifest }),
  };
}
