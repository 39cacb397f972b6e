import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** What a host of plain files knows by their endings. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain',
};

/** A host of plain files, which sets no header but type and length: no isolation, no policy, no caching. */
export interface PlainHost {
  /** Of the site, under a path, with a slash at its end. */
  readonly url: string;
  /** Paths that were asked for, relative to the site, in order. */
  readonly requested: readonly string[];
  /** From now on serves what lies in another folder. */
  deploy(folder: string): void;
  /** From now on has no file whose path matches, until the next call. */
  withhold(paths: RegExp | undefined): void;
  close(): Promise<void>;
}

/** Serves `folder` under `path`, as `some/path/`. */
export async function startPlainHost(folder: string, path: string): Promise<PlainHost> {
  let root = folder;
  let withheld: RegExp | undefined;
  const requested: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const inSite = pathname.startsWith(`/${path}`) ? decodeURIComponent(pathname.slice(path.length + 1)) : undefined;
    if (inSite !== undefined) requested.push(inSite);
    const isThere = inSite !== undefined && !withheld?.test(inSite);
    void answer(isThere ? join(root, normalize(inSite || 'index.html')) : undefined, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/${path}`,
    requested,
    deploy(next) {
      root = next;
    },
    withhold(paths) {
      withheld = paths;
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(file: string | undefined, response: ServerResponse): Promise<void> {
  const found = file === undefined ? undefined : await stat(file).catch(() => undefined);
  if (file === undefined || !found?.isFile()) {
    response.writeHead(404).end();
    return;
  }
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': found.size });
  // Whoever asks may be gone, or the file.
  await pipeline(createReadStream(file), response).catch(() => response.destroy());
}
