import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
};

export interface HostPagesOptions {
  /** Folders that are looked through for a path, by the prefix under which they stand. */
  readonly folders: readonly { readonly prefix: string; readonly folder: string }[];
  /** Pages beside the folders' files. */
  readonly pages?: Readonly<Record<string, string>>;
  /** Texts in HTML and scripts, and what stands for them. */
  readonly replace?: Readonly<Record<string, string>>;
  /** Of every answer; may be changed while it serves. */
  readonly headers: Record<string, string>;
}

export interface HostPages {
  /** With a slash at its end; another origin than the site's, by name and by port. */
  readonly url: string;
  close(): Promise<void>;
}

/** Somebody else's site, which embeds ours. */
export async function serveHostPages(options: HostPagesOptions): Promise<HostPages> {
  const server = createServer((request, response) => void answer(request, response, options));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, options: HostPagesOptions): Promise<void> {
  const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname)).slice(1);
  const body = await readHostFile(path, options);
  const headers = { ...options.headers, 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream' };
  response.writeHead(body === undefined ? 404 : 200, headers).end(body);
}

async function readHostFile(path: string, { folders, pages = {}, replace = {} }: HostPagesOptions) {
  // Browsers ask for it, and would report that it is missing.
  if (path === 'favicon.ico') return '';
  const page = pages[path];
  const place = folders.find(({ prefix }) => path.startsWith(prefix));
  const file = place && join(place.folder, path.slice(place.prefix.length));
  const body = page ?? (file && (await readFile(file).catch(() => undefined)));
  if (body === undefined || !/\.(html|js)$/.test(path)) return body;
  return Object.entries(replace).reduce((text, [from, to]) => text.replaceAll(from, to), String(body));
}

/**
 * The policy of a page that embeds the widget of `site`, without `unsafe-eval` and `unsafe-inline`. `more` adds sources by
 * directive.
 */
export function strictPolicy(site: string, more: Readonly<Record<string, string>> = {}): string {
  const directives: Readonly<Record<string, string>> = {
    'default-src': "'none'",
    'script-src': `'self' ${site} 'wasm-unsafe-eval'`,
    'style-src': "'self'",
    'img-src': "'self'",
    'connect-src': `'self' ${site}`,
    'worker-src': `blob: ${site}`,
    'frame-src': site,
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, sources, more[name]].filter(Boolean).join(' '))
    .join('; ');
}
