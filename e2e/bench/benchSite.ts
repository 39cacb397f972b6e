/** A site built for a measurement, apart from the `dist` that is there. */
import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { preview } from 'vite';

/** Addresses of the built workers. */
export interface WorkerUrls {
  readonly scorer: string;
  readonly modelStore: string;
}

export interface BenchSite {
  /** With a slash at its end. */
  readonly url: string;
  readonly workers: WorkerUrls;
  close(): Promise<void>;
}

/** Builds the site into `outDir` and serves it. */
export async function serveBenchSite(outDir: string): Promise<BenchSite> {
  const args = ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn', '--emptyOutDir', '--outDir', outDir];
  execFileSync(process.execPath, args, { stdio: ['ignore', process.stderr, 'inherit'] });
  const server = await preview({ logLevel: 'error', build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  const { port } = server.httpServer.address() as AddressInfo;
  const url = `http://localhost:${port}/`;
  return { url, workers: await workerUrls(outDir, url), close: () => server.close() };
}

async function workerUrls(outDir: string, siteUrl: string): Promise<WorkerUrls> {
  const assets = await readdir(join(outDir, 'assets'));
  const urlOf = (worker: string) => {
    const name = assets.find((asset) => asset.startsWith(`${worker}-`) && asset.endsWith('.js'));
    if (name === undefined) throw new Error(`The built site has no worker ${worker}.`);
    return new URL(`assets/${name}`, siteUrl).href;
  };
  return { scorer: urlOf('scorer'), modelStore: urlOf('modelStore') };
}
