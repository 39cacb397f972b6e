import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deferred } from '../../src/testing/deferred.ts';

/** A set of pictures is scored in less, so that a batch comes to its next files meanwhile. */
const SILENCE_MS = 2000;

/** An address that is silent for a while, and then has nothing to show: who goes there waits, and stays where he is. */
export interface SilentHost {
  readonly url: string;
  /** Somebody went there. */
  readonly wasAsked: Promise<void>;
  close(): Promise<void>;
}

export async function startSilentHost(): Promise<SilentHost> {
  const asked = deferred<void>();
  const server = createServer((_, response) => {
    asked.resolve();
    setTimeout(() => response.writeHead(204).end(), SILENCE_MS);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    wasAsked: asked.promise,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
