import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { RemoteLocation } from '../src/core/modelPackage/modelLocation.ts';
import type { StoredModel } from '../src/core/keptModels/storedModel.ts';
import { launchBrowser, type TestBrowser } from './harness/browser.ts';
import { NO_FAULTS, serveFaulty, type FaultyServer } from '../src/testing/faultyServer.ts';
import { openModelStore, type ModelStoreDriver } from './harness/modelStoreDriver.ts';
import type { Answer } from './harness/scorerPage.ts';
import { drawBytes, manifestOf } from '../src/testing/testPackage.ts';

const FILES = {
  'decoder-0.data': drawBytes(6_000_000, 1),
  'decoder-1.data': drawBytes(3_000_000, 2),
  'vision.data': drawBytes(1_000_000, 3),
  'graphs/decoder.onnx': drawBytes(5000, 4),
};
const TOTAL = 10_005_000;
const MANIFEST = manifestOf(FILES);
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const ID = sha256(MANIFEST);
const SERVED: Readonly<Record<string, Uint8Array>> = { ...FILES, 'manifest.json': new TextEncoder().encode(MANIFEST) };
const DIGESTS = Object.fromEntries(Object.entries(SERVED).map(([path, bytes]) => [path, sha256(bytes)]));

let server: FaultyServer;
let browser: TestBrowser;
let store: ModelStoreDriver;
let location: RemoteLocation;

beforeAll(async () => {
  const hub = Object.entries(SERVED).map(
    ([path, bytes]) => [`owner/name/resolve/${COMMIT}/q4/${path}`, bytes] as const,
  );
  const answer = new TextEncoder().encode(JSON.stringify({ sha: COMMIT }));
  server = await serveFaulty(
    new Map([...Object.entries(SERVED), ...hub, ['api/models/owner/name/revision/main', answer]]),
  );
  location = { kind: 'url', url: server.url };
  browser = await launchBrowser(inject('siteUrl'), { webgpu: false });
  store = await openModelStore(browser);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

beforeEach(() => {
  Object.assign(server.faults, NO_FAULTS);
  server.requests.length = 0;
});
afterEach(() => store.remove(ID));

/** Starts a download that has so many bytes when this resolves, and gets no more until the server goes on. */
async function beginUntil(doneBytes: number, tab = store): Promise<void> {
  server.faults.stallAt = server.sentBytes() + doneBytes + SLACK;
  await tab.begin(location);
  await tab.waitForBytes(doneBytes);
}

function goOn(): void {
  server.faults.stallAt = Infinity;
}

/** In 256ths of an answer: the same in each run, although not for the same files. */
const CUTS_AT = drawBytes(20, 5);

/** What may be under way between server and disk. */
const SLACK = 1_000_000;

/** Requests for a file of the package, the manifest apart. */
const requestsOf = (path: string) => server.requests.filter((request) => request.startsWith(`/${path} `));

function errorOf(answer: Answer<StoredModel>) {
  if ('error' in answer) return answer.error;
  throw new Error('nothing failed');
}

async function expectWhole(answer: Answer<StoredModel>, tab = store): Promise<void> {
  expect(answer).toMatchObject({ value: { id: ID, complete: true, storedBytes: TOTAL } });
  expect(await tab.digests(ID)).toEqual(DIGESTS);
}

describe('a download', () => {
  it('is whole after its connections were cut 20 times', async () => {
    let cuts = 0;
    server.faults.cutAfter = (path, byteLength) => {
      if (path === '/manifest.json' || cuts === CUTS_AT.length) return undefined;
      return Math.floor(((CUTS_AT[cuts++] ?? 0) / 256) * byteLength);
    };
    await expectWhole(await store.download(location));
    expect(cuts).toBe(20);
  });

  it('fetches a file with a flipped byte again, and it alone', async () => {
    let flips = 1;
    server.faults.alter = (path, bytes) => {
      if (path !== '/decoder-1.data' || flips === 0) return bytes;
      flips -= 1;
      const damaged = bytes.slice();
      damaged[1_234_567] = (damaged[1_234_567] ?? 0) ^ 4;
      return damaged;
    };
    await expectWhole(await store.download(location));
    expect(requestsOf('decoder-1.data')).toHaveLength(2);
    for (const path of ['decoder-0.data', 'vision.data', 'graphs/decoder.onnx']) {
      expect(requestsOf(path), path).toHaveLength(1);
    }
  });

  it('works with a server without ranges, cut in the middle too', async () => {
    server.faults.ranges = false;
    let cuts = 2;
    server.faults.cutAfter = (path, byteLength) =>
      path === '/decoder-0.data' && cuts-- > 0 ? byteLength / 2 : undefined;
    await expectWhole(await store.download(location));
  });

  it('names a file that is missing, keeps the others, and ends when it is there', async () => {
    server.faults.status = (path) => (path === '/vision.data' ? 404 : undefined);
    const error = errorOf(await store.download(location));
    expect(error).toMatchObject({ name: 'MissingFileError', file: 'vision.data' });
    expect(error.message).toBe(
      `vision.data is not at ${server.url}vision.data: the server answered 404. ` +
        'What has arrived is kept: the work can go on from there.',
    );
    const [model] = (await store.list()).models;
    expect(model).toMatchObject({ complete: false, busy: false, origin: location });
    server.faults.status = () => undefined;
    await expectWhole(await store.resume(ID));
  });

  it('comes from a branch of a hub, at the commit that it was at, without a preflight', async () => {
    const from = { kind: 'huggingFace', repository: 'owner/name', folder: 'q4', host: server.url } as const;
    const answer = await store.download(from);
    await expectWhole(answer);
    expect(answer).toMatchObject({ value: { origin: { ...from, revision: COMMIT } } });
    expect(server.requests.filter((request) => request.startsWith('OPTIONS'))).toEqual([]);
  });

  it('pauses and goes on', async () => {
    await beginUntil(3_000_000);
    await store.pause();
    expect(errorOf(await store.finish()).name).toBe('AbortError');
    const [model] = (await store.list()).models;
    expect(model?.storedBytes).toBeGreaterThan(2_999_999);
    goOn();
    server.requests.length = 0;
    await expectWhole(await store.resume(ID));
    expect(askedBytes()).toBe(TOTAL - (model?.storedBytes ?? 0));
  });

  it('goes on after its tab was closed', async () => {
    await beginUntil(6_000_000);
    await store.page.close();
    goOn();
    server.requests.length = 0;
    store = await openModelStore(browser);
    // A tab's lock may outlive it for a moment.
    await expect
      .poll(async () => (await store.list()).models)
      .toMatchObject([{ id: ID, complete: false, busy: false }]);
    await expectWhole(await store.resume(ID));
    // Each of the connections may have had most of a megabyte that the journal had not heard of.
    expect(askedBytes()).toBeLessThan(TOTAL - 6_000_000 + 4 * 1024 * 1024);
  });

  it('names the space that is needed and given, loses nothing, and ends when there is more', async () => {
    const session = await browser.context.newCDPSession(store.page);
    const origin = new URL(inject('siteUrl')).origin;
    const setQuota = (quotaSize?: number) =>
      session.send('Storage.overrideQuotaForOrigin', quotaSize === undefined ? { origin } : { origin, quotaSize });
    await setQuota(2_000_000);
    const refused = errorOf(await store.download(location));
    expect(refused.name).toBe('StorageFullError');
    // Chromium does not tell pages its quota.
    expect(refused.message).toMatch(
      /^There is not enough space for tiny: it needs another [\d.]+ MB, and the browser .*\. Remove a model or make space on the disk, then go on: what has arrived is kept\.$/,
    );

    await setQuota();
    await beginUntil(3_000_000);
    await setQuota(5_000_000);
    goOn();
    expect(errorOf(await store.finish()).name).toBe('StorageFullError');
    const [model] = (await store.list()).models;
    expect(model?.storedBytes).toBeGreaterThan(2_999_999);

    await setQuota();
    server.requests.length = 0;
    await expectWhole(await store.resume(ID));
    expect(askedBytes()).toBe(TOTAL - (model?.storedBytes ?? 0));
  });
});

describe('two tabs', () => {
  it('download a model once, and the second shows the progress of the first', async () => {
    const second = await openModelStore(browser);
    await beginUntil(1);
    await second.begin(location);
    await server.trickleUntil(async () => (await second.progress()).length > 0);
    expect((await second.list()).models).toMatchObject([{ id: ID, complete: false, busy: true }]);
    goOn();
    await expectWhole(await second.finish(), second);
    await expectWhole(await store.finish());
    expect(askedBytes()).toBe(TOTAL);
    const progress = await second.progress();
    expect(progress.every(({ elsewhere }) => elsewhere)).toBe(true);
    expect(progress.at(-1)).toMatchObject({ doneBytes: TOTAL, totalBytes: TOTAL });
    await second.page.close();
  });

  it('take over when the other is closed; none removes what the other works on', async () => {
    const second = await openModelStore(browser);
    await beginUntil(2_000_000, second);
    expect(await store.remove(ID)).toMatchObject({ error: { name: 'ModelBusyError' } });
    await store.begin(location);
    await server.trickleUntil(async () => (await store.progress()).length > 0);
    await second.page.close();
    goOn();
    await expectWhole(await store.finish());
    const progress = await store.progress();
    expect(progress[0]?.elsewhere).toBe(true);
    expect(progress.at(-1)?.elsewhere).toBe(false);
  });
});

/** How many bytes were asked for by range. */
function askedBytes(): number {
  return server.requests.reduce((sum, request) => {
    const [, start, last] = /bytes=(\d+)-(\d+)$/.exec(request) ?? [];
    return last === undefined ? sum : sum + Number(last) + 1 - Number(start);
  }, 0);
}
