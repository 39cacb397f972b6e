import { execFileSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The built site's address, with a slash at its end. */
    siteUrl: string;
  }
}

/**
 * Builds the site once and serves it while the end-to-end tests run. `EDITREWARD_KEEP_BUILD=1` serves the `dist` that is
 * there: for running one test again and again.
 */
export default async function serveBuiltSite(project: TestProject): Promise<() => Promise<void>> {
  if (!process.env['EDITREWARD_KEEP_BUILD']) buildSite(project.config.root);
  const { url, close } = await serveSite(project.config.root);
  project.provide('siteUrl', url);
  return close;
}

/** The built site on a port of its own. */
export interface ServedSite {
  /** With a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the `dist` under `root`. */
export async function serveSite(root: string): Promise<ServedSite> {
  const server = await preview({ root, logLevel: 'error', preview: { host: '127.0.0.1', port: 0 } });
  const { port } = server.httpServer.address() as AddressInfo;
  // By this name, not by number: Chromium takes both for a secure context, but users come by this one.
  return { url: `http://localhost:${port}/`, close: () => server.close() };
}

/** In a process of its own: vitest sets NODE_ENV to `test`, and React would be built for development. */
export function buildSite(root: string): void {
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
}
