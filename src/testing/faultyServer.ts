import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong; may be changed at any time. */
export interface Faults {
  /** Whether requests for a range get one, or the whole file. */
  ranges: boolean;
  /** Called for each answer: after how many of its bytes the connection is cut; undefined: never. */
  cutAfter: (path: string, answerBytes: number) => number | undefined;
  /** A status instead of the file. */
  status: (path: string) => number | undefined;
  /** What is sent in place of a file's bytes. */
  alter: (path: string, bytes: Uint8Array) => Uint8Array;
  /** When so many bytes have been sent in all (see `sentBytes`), no range goes on until this is raised. */
  stallAt: number;
  /** Which version of its files the server claims to have. */
  etag: string;
}

/** A host of files, from another origin than the site, on which things go wrong as they do on the network. */
export interface FaultyServer {
  /** With a slash at its end. */
  readonly url: string;
  readonly faults: Faults;
  /** Every request so far: path and range, e.g. `/a.data bytes=0-99`. */
  readonly requests: string[];
  /** Bytes of bodies sent so far. */
  sentBytes(): number;
  /** Lets a little more through now and then, until `condition` holds; stalls again then. */
  trickleUntil(condition: () => boolean | Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}

export const NO_FAULTS: Readonly<Faults> = {
  ranges: true,
  cutAfter: () => undefined,
  status: () => undefined,
  alter: (_path, bytes) => bytes,
  stallAt: Infinity,
  etag: '"1"',
};

/** Bytes are sent in pieces of this size, so that several answers come on together. */
const PIECE_BYTES = 8192;

const STALL_CHECK_MS = 5;
const TRICKLE_MS = 100;

/**
 * Serves files by path. Every site may read them, but no request may need a preflight: model hosts do not grant those. A
 * file under `/api/` is JSON that a hub answers.
 */
export async function serveFaulty(files: ReadonlyMap<string, Uint8Array>): Promise<FaultyServer> {
  const host = new FaultyHost(files);
  const server = createServer((request, response) => void host.answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    faults: host.faults,
    requests: host.requests,
    sentBytes: () => host.sentBytes,
    trickleUntil: (condition) => host.trickleUntil(condition),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

class FaultyHost {
  readonly faults = { ...NO_FAULTS };
  readonly requests: string[] = [];
  sentBytes = 0;
  readonly #files: ReadonlyMap<string, Uint8Array>;

  constructor(files: ReadonlyMap<string, Uint8Array>) {
    this.#files = files;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { faults } = this;
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    this.#note(request, path);
    response.setHeader('Access-Control-Allow-Origin', '*');
    // As hubs do.
    response.setHeader('Access-Control-Expose-Headers', 'ETag, Content-Range');
    response.setHeader('ETag', faults.etag);
    const bytes = this.#files.get(path.slice(1));
    const status = request.method === 'GET' ? faults.status(path) : 405;
    if (status !== undefined || !bytes) {
      response.writeHead(status ?? 404).end();
      return;
    }
    const range = faults.ranges ? parseRange(request.headers.range, bytes.byteLength) : undefined;
    const [start, end] = range ?? [0, bytes.byteLength];
    if (range) response.setHeader('Content-Range', `bytes ${start}-${end - 1}/${bytes.byteLength}`);
    response.writeHead(range ? 206 : 200, { 'Content-Length': end - start });
    await this.#send(path, faults.alter(path, bytes).subarray(start, end), response, range !== undefined);
  }

  async trickleUntil(condition: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await condition())) {
      this.faults.stallAt = this.sentBytes + 1;
      await sleep(TRICKLE_MS);
    }
    this.faults.stallAt = this.sentBytes;
  }

  #note({ method, headers }: IncomingMessage, path: string): void {
    this.requests.push(`${method === 'GET' ? '' : `${method} `}${path} ${headers.range ?? ''}`.trimEnd());
  }

  async #send(path: string, body: Uint8Array, response: ServerResponse, mayStall: boolean): Promise<void> {
    const cut = this.faults.cutAfter(path, body.byteLength) ?? Infinity;
    const last = Math.min(cut, body.byteLength);
    const stalls = () => mayStall && this.sentBytes >= this.faults.stallAt && !response.destroyed;
    const closed = new Promise<void>((resolve) => response.once('close', resolve));
    for (let start = 0; start < last && !response.destroyed; start += PIECE_BYTES) {
      const piece = body.subarray(start, Math.min(start + PIECE_BYTES, last));
      while (stalls()) await sleep(STALL_CHECK_MS);
      this.sentBytes += piece.byteLength;
      await Promise.race([closed, new Promise<void>((resolve) => response.write(piece, () => resolve()))]);
    }
    if (cut < body.byteLength) response.destroy();
    else response.end();
  }
}

/** `[start, end)`; undefined when the whole file is asked for. */
function parseRange(header: string | undefined, byteLength: number): readonly [number, number] | undefined {
  const [, start, last] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];
  if (start === undefined) return undefined;
  return [Number(start), last === '' ? byteLength : Math.min(Number(last) + 1, byteLength)];
}

function sleep(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
