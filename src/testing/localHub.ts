/** A model hub on this machine, after the public interface of Hugging Face's: repositories, branches, large files, commits. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HubRepositories, LARGE_BYTES, treeEntry, type CommitLine, type Tree } from './hubRepositories.ts';

export interface LocalHub {
  /** Without a slash at its end. */
  readonly url: string;
  /** Each request: method and path, without the query. */
  readonly requests: string[];
  /** What goes wrong; may be changed at any time. */
  readonly faults: HubFaults;
  /** Files of a branch or a commit. */
  files(repository: string, revision?: string): ReadonlyMap<string, Uint8Array>;
  isPrivate(repository: string): boolean | undefined;
  /** Makes a commit as somebody else would. */
  put(repository: string, files: Readonly<Record<string, string>>): void;
  close(): Promise<void>;
}

export interface HubFaults {
  /** A status instead of the answer, by `METHOD /path`. */
  status: (request: string) => number | undefined;
  /** The connection is cut when such a request comes. */
  cut: (request: string) => boolean;
  /** Called before a request is answered. */
  before: (request: string) => void | Promise<void>;
}

/** The only token that may write. */
export const HUB_TOKEN = 'hf_test';
/** A token that may read alone. */
export const READ_TOKEN = 'hf_reader';

/** Parts of a large file; the real hub's are larger. */
const PART_BYTES = 100_000;
/** Names on a page of a listing: so few that a package has several pages. */
const PAGE_LENGTH = 5;

interface Answer {
  readonly status?: number;
  readonly json?: unknown;
  readonly body?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

type Handler = (parts: readonly string[], body: Buffer, url: URL, request: IncomingMessage) => Answer;

export async function serveLocalHub(): Promise<LocalHub> {
  const hub = new HubServer();
  const server = createServer((request, response) => void hub.answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  hub.url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    url: hub.url,
    requests: hub.requests,
    faults: hub.faults,
    files: (repository, revision = 'main') => hub.treeOf(repository, revision),
    isPrivate: (repository) => hub.repositories.byName.get(repository)?.isPrivate,
    put: (repository, files) => hub.repositories.put(repository, files),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const OK: Answer = { json: {} };
const NOT_FOUND: Answer = { status: 404, json: { error: 'Not found' } };

class HubServer {
  url = '';
  readonly requests: string[] = [];
  readonly faults: HubFaults = { status: () => undefined, cut: () => false, before: () => undefined };
  readonly repositories = new HubRepositories();
  /** Large files that have arrived, by digest; they stay although nothing was committed. */
  readonly #large = new Map<string, Uint8Array>();
  readonly #parts = new Map<string, Map<number, Buffer>>();

  readonly #routes: readonly (readonly [string, RegExp, Handler])[] = [
    ['POST', /^\/api\/repos\/create$/, (_, body) => this.#create(body)],
    ['GET', /^\/api\/models\/([^/]+\/[^/]+)$/, ([name = '']) => (this.repositories.byName.has(name) ? OK : NOT_FOUND)],
    ['GET', /^\/api\/models\/([^/]+\/[^/]+)\/revision\/([^/]+)$/, ([name, rev]) => this.#revision(name, rev)],
    ['GET', /^\/api\/models\/([^/]+\/[^/]+)\/tree\/([^/]+)$/, ([name, rev], _, url) => this.#tree(name, rev, url)],
    ['POST', /^\/api\/models\/([^/]+\/[^/]+)\/branch\/([^/]+)$/, ([name, branch]) => this.#branch(name, branch)],
    ['POST', /^\/api\/models\/([^/]+\/[^/]+)\/preupload\/([^/]+)$/, (_, body) => preupload(body)],
    ['POST', /^\/([^/]+\/[^/]+)\.git\/info\/lfs\/objects\/batch$/, (_, body) => this.#batch(body)],
    ['PUT', /^\/large\/(\w+)\/(\d+)$/, ([oid, part], body) => this.#part(oid, part, body)],
    ['POST', /^\/large\/(\w+)\/done$/, ([oid]) => this.#finish(oid)],
    [
      'POST',
      /^\/api\/models\/([^/]+\/[^/]+)\/commit\/([^/]+)$/,
      ([name, branch], body) => this.#commit(name, branch, body),
    ],
    [
      'GET',
      /^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/,
      ([name, rev, path], _, __, request) => this.#file(name, rev, path, request),
    ],
  ];

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const named = `${request.method} ${url.pathname}`;
    this.requests.push(named);
    await this.faults.before(named);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', 'ETag, Content-Range, Link');
    if (this.faults.cut(named)) return void request.socket.destroy();
    const body = await bodyOf(request);
    if (!body) return;
    const status = this.faults.status(named) ?? refusalOf(request, url);
    send(response, status === undefined ? this.#route(url, body, request) : { status, json: { error: 'No' } });
  }

  treeOf(repository: string, revision: string): Tree {
    return this.repositories.find(repository, revision)?.tree ?? new Map();
  }

  #route(url: URL, body: Buffer, request: IncomingMessage): Answer {
    for (const [method, pattern, handler] of this.#routes) {
      const [, ...parts] = pattern.exec(url.pathname) ?? [];
      if (method === request.method && pattern.test(url.pathname)) {
        return handler(parts.map(decodeURIComponent), body, url, request);
      }
    }
    return NOT_FOUND;
  }

  #create(body: Buffer): Answer {
    const { organization, name, visibility } = JSON.parse(String(body));
    const id = `${organization}/${name}`;
    if (this.repositories.byName.has(id))
      return { status: 409, json: { error: 'You already created this model repo' } };
    this.repositories.make(id, visibility === 'private');
    return { json: { url: `${this.url}/${id}`, id } };
  }

  #revision(name?: string, revision?: string): Answer {
    const found = this.repositories.find(name, revision);
    if (!found) return NOT_FOUND;
    const { repository, commit } = found;
    return { json: { _id: '1', id: name, sha: commit, private: repository.isPrivate, lastModified: '2026-01-01' } };
  }

  #tree(name: string | undefined, revision: string | undefined, url: URL): Answer {
    const found = this.repositories.find(name, revision);
    if (!found) return NOT_FOUND;
    const start = Number(url.searchParams.get('cursor') ?? 0);
    const entries = [...found.tree].slice(start, start + PAGE_LENGTH).map(([path, bytes]) => treeEntry(path, bytes));
    const next = new URL(url);
    next.searchParams.set('cursor', String(start + PAGE_LENGTH));
    const more = start + PAGE_LENGTH < found.tree.size;
    return { json: entries, ...(more && { headers: { Link: `<${next.href}>; rel="next"` } }) };
  }

  #branch(name?: string, branch = ''): Answer {
    const found = this.repositories.find(name, 'main');
    if (!found) return NOT_FOUND;
    found.repository.branches.set(branch, found.commit);
    return OK;
  }

  #batch(body: Buffer): Answer {
    const { objects } = JSON.parse(String(body));
    return { json: { transfer: 'basic', objects: objects.map((one: LargeObject) => this.#uploadOf(one)) } };
  }

  #uploadOf({ oid, size }: LargeObject): object {
    if (this.#large.has(oid)) return { oid, size };
    const href = (part: number | string) => `${this.url}/large/${oid}/${part}`;
    if (size <= PART_BYTES) return { oid, size, actions: { upload: { href: href(0) } } };
    const parts = Array.from({ length: Math.ceil(size / PART_BYTES) }, (_, index) => index + 1);
    const header = Object.fromEntries(parts.map((part) => [String(part).padStart(5, '0'), href(part)]));
    return {
      oid,
      size,
      actions: { upload: { href: href('done'), header: { ...header, chunk_size: String(PART_BYTES) } } },
    };
  }

  #part(oid = '', part: string | undefined, body: Buffer): Answer {
    if (part === '0') return this.#arrived(oid, body);
    const parts = this.#parts.get(oid) ?? new Map<number, Buffer>();
    this.#parts.set(oid, parts.set(Number(part), body));
    return { json: {}, headers: { ETag: `"${part}"` } };
  }

  #finish(oid = ''): Answer {
    const parts = [...(this.#parts.get(oid) ?? [])].toSorted(([a], [b]) => a - b);
    return this.#arrived(oid, Buffer.concat(parts.map(([, bytes]) => bytes)));
  }

  /** A hub takes no other bytes than those that were named. */
  #arrived(oid: string, bytes: Buffer): Answer {
    if (createHash('sha256').update(bytes).digest('hex') !== oid)
      return { status: 400, json: { error: 'Wrong digest' } };
    this.#large.set(oid, bytes);
    return OK;
  }

  #commit(name: string | undefined, branch: string | undefined, body: Buffer): Answer {
    const lines: CommitLine[] = String(body)
      .split('\n')
      .map((line) => JSON.parse(line));
    const done = this.repositories.commit(name, branch, lines, this.#large);
    if ('status' in done) return { status: done.status, json: { error: done.error } };
    return { json: { ...done, commitUrl: `${this.url}/${name}/commit/${done.commitOid}` } };
  }

  #file(name: string | undefined, revision: string | undefined, path = '', request: IncomingMessage): Answer {
    const bytes = this.repositories.find(name, revision)?.tree.get(path);
    if (!bytes) return NOT_FOUND;
    const [, start, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    if (start === undefined) return { body: bytes };
    const end = last === '' ? bytes.byteLength : Math.min(Number(last) + 1, bytes.byteLength);
    const headers = { 'Content-Range': `bytes ${start}-${end - 1}/${bytes.byteLength}` };
    return { status: 206, headers, body: bytes.subarray(Number(start), end) };
  }
}

interface LargeObject {
  readonly oid: string;
  readonly size: number;
}

function preupload(body: Buffer): Answer {
  const { files } = JSON.parse(String(body));
  const modes = files.map(({ path, size }: { path: string; size: number }) => ({
    path,
    uploadMode: size >= LARGE_BYTES ? 'lfs' : 'regular',
  }));
  return { json: { files: modes } };
}

/** Parts of large files go to a storage that knows no tokens: their addresses are secret. */
function refusalOf({ method, headers }: IncomingMessage, { pathname }: URL): number | undefined {
  const token = headers.authorization?.replace(/^Bearer /, '');
  if (token !== undefined && token !== HUB_TOKEN && token !== READ_TOKEN) return 401;
  if (method === 'GET' || pathname.startsWith('/large/')) return undefined;
  if (token === undefined) return 401;
  return token === HUB_TOKEN ? undefined : 403;
}

/** Undefined where the connection broke. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of request) pieces.push(piece);
  } catch {
    return undefined;
  }
  return Buffer.concat(pieces);
}

function send(response: ServerResponse, { status = 200, json, body, headers = {} }: Answer): void {
  response.writeHead(status, { ...(json !== undefined && { 'Content-Type': 'application/json' }), ...headers });
  response.end(json === undefined ? body : JSON.stringify(json));
}
