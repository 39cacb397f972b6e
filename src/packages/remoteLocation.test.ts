import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RemoteLocation } from '../core/modelPackage/modelLocation.ts';
import { HubError, MalformedAddressError, pinLocation } from './remoteLocation.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
let server: Server;
let host: string;
let asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/api/models/owner/name/revision/refs%2Fpr%2F1') response.end(`{"sha":"${COMMIT}"}`);
    else if (request.url === '/api/models/owner/name/revision/main') response.end('<html>');
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const pin = (location: RemoteLocation) => pinLocation(location, new AbortController().signal);
const repository = 'owner/name';

describe('pinLocation', () => {
  it('takes an address as it is', async () => {
    const origin = { kind: 'url', url: 'https://example.org/a/' } as const;
    expect(await pin({ kind: 'url', url: 'https://example.org/a' })).toEqual({ origin, baseUrl: origin.url });
  });

  it('asks the hub which commit a branch is at', async () => {
    expect(await pin({ kind: 'huggingFace', repository, revision: 'refs/pr/1', folder: 'q4', host })).toEqual({
      origin: { kind: 'huggingFace', repository, revision: COMMIT, folder: 'q4', host },
      baseUrl: `${host}/owner/name/resolve/${COMMIT}/q4/`,
    });
  });

  it('asks nobody about a commit', async () => {
    asked = [];
    expect(await pin({ kind: 'huggingFace', repository, revision: COMMIT })).toEqual({
      origin: { kind: 'huggingFace', repository, revision: COMMIT },
      baseUrl: `https://huggingface.co/owner/name/resolve/${COMMIT}/`,
    });
    expect(asked).toEqual([]);
  });

  it.each<[string, () => RemoteLocation, string]>([
    ['no address', () => ({ kind: 'url', url: 'my model' }), '"my model" is not an address'],
    ['a file address', () => ({ kind: 'url', url: 'file:///a' }), '"file:///a" is not an address'],
    ['no repository', () => ({ kind: 'huggingFace', repository: 'a/../b' }), '"a/../b" is not a repository'],
  ])('refuses %s', async (_what, location, message) => {
    await expect(pin(location())).rejects.toThrow(MalformedAddressError);
    await expect(pin(location())).rejects.toThrow(message);
  });

  it('says what a hub does not have', async () => {
    const missing = pin({ kind: 'huggingFace', repository, revision: 'v9', host });
    await expect(missing).rejects.toThrow(HubError);
    await expect(missing).rejects.toThrow('shows no revision v9 of owner/name (it answered 404). Check both names.');
    await expect(pin({ kind: 'huggingFace', repository, host })).rejects.toThrow('did not answer as a model hub does');
  });
});
