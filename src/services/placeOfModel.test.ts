import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveFaulty, type FaultyServer } from '../testing/faultyServer.ts';
import { placeOfModel } from './placeOfModel.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const { signal } = new AbortController();
let hub: FaultyServer;

beforeAll(async () => {
  const answer = new TextEncoder().encode(JSON.stringify({ sha: COMMIT }));
  hub = await serveFaulty(new Map([['api/models/owner/name/revision/v1', answer]]));
});
afterAll(() => hub.close());

const location = () => ({ kind: 'huggingFace', repository: 'owner/name', revision: 'v1', host: hub.url }) as const;

it('reads all files of a branch from the commit that it is at', async () => {
  const place = await placeOfModel(location(), signal, async () => undefined);
  expect(place).toEqual({ kind: 'url', url: `${hub.url}owner/name/resolve/${COMMIT}/` });
});

it('takes what is kept of that commit', async () => {
  const place = await placeOfModel(location(), signal, async ({ revision }) =>
    revision === COMMIT ? 'id' : undefined,
  );
  expect(place).toEqual({ kind: 'stored', id: 'id' });
});

it('leaves other places as they are', async () => {
  const other = { kind: 'url', url: 'https://models.example/a/' } as const;
  expect(await placeOfModel(other, signal)).toBe(other);
});
