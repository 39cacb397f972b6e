import { createHash } from 'node:crypto';
import { appendFile, cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Manifest } from '../../../core/modelPackage/manifest.ts';
import { openModelPackage, readPackageFile } from '../../../packages/modelPackage.ts';
import { pinLocation } from '../../../packages/remoteLocation.ts';
import { urlFolder } from '../../../packages/urlFolder.ts';
import { editrewardHere } from '../../../testing/commandLine.ts';
import { HUB_TOKEN, READ_TOKEN, serveLocalHub, type LocalHub } from '../../../testing/localHub.ts';
import { convertForTest } from '../../../testing/packages.ts';
import { BUNDLED_MODEL } from '../../bundledModel.ts';
import { CARD_MARK } from './modelCard.ts';

const NAME = 'owner/tiny';
let folder: string;
let manifest: Manifest;
let hub: LocalHub;

beforeAll(async () => {
  folder = await convertForTest('tiny', { dtype: 'q4' });
  manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
});
beforeEach(async () => {
  hub = await serveLocalHub();
  vi.stubEnv('HF_TOKEN', HUB_TOKEN);
});
afterEach(() => hub.close());
afterAll(() => vi.unstubAllEnvs());

const publish = (...args: string[]) =>
  editrewardHere('publish', '--model', folder, '--repo', NAME, '--hub-url', hub.url, ...args);

/** Another place for the package, in which things may change. */
async function copyOfPackage(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'publish-'));
  await cp(folder, copy, { recursive: true });
  return copy;
}

async function sha256(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

const uploads = () => hub.requests.filter((request) => request.startsWith('PUT '));
const commits = () => hub.requests.filter((request) => request.includes('/commit/'));

describe('editreward publish', () => {
  it('puts a package into a new repository, and anybody opens it there', async () => {
    const { code, out, err } = await publish();
    expect([code, err]).toEqual([0, '']);
    const { origin, baseUrl } = await pinLocation(
      { kind: 'huggingFace', repository: NAME, host: hub.url },
      new AbortController().signal,
    );
    expect(origin).toMatchObject({ repository: NAME, revision: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect(out).toContain(`?model=${NAME}@${'revision' in origin ? origin.revision : ''}`);
    const opened = await openModelPackage(urlFolder(baseUrl, {}));
    expect(opened.manifest).toEqual(manifest);
    for (const { path } of manifest.files) {
      expect(Buffer.compare(await readPackageFile(opened, path), await readFile(join(folder, path)))).toBe(0);
    }
    expect([...hub.files(NAME).keys()].toSorted()).toEqual(
      ['.gitattributes', 'README.md', 'manifest.json', ...manifest.files.map(({ path }) => path)].toSorted(),
    );
    expect(commits()).toHaveLength(1);
    expect(out + err).not.toContain(HUB_TOKEN);
  });

  it('sends nothing that is there already', async () => {
    await publish();
    hub.requests.length = 0;
    const { code, out } = await publish();
    expect([code, out]).toEqual([0, expect.stringContaining('tiny is published already: nothing was sent.')]);
    expect([...uploads(), ...commits()]).toEqual([]);
  });

  it('goes on where a cut connection stopped it', async () => {
    hub.faults.cut = (request) => request.startsWith('POST /api/models/owner/tiny/commit');
    const broken = await publish();
    expect([broken.code, broken.err]).toEqual([
      1,
      expect.stringContaining(
        'The connection to the hub broke before it said that all is published. Run the same command again',
      ),
    ]);
    expect(hub.files(NAME).has('manifest.json')).toBe(false);
    expect(uploads().length).toBeGreaterThan(2);
    hub.requests.length = 0;
    hub.faults.cut = () => false;
    expect((await publish()).code).toBe(0);
    expect(uploads()).toEqual([]);
    expect(hub.files(NAME).has('manifest.json')).toBe(true);
  });

  it('makes a private repository, and publishes to no public one by mistake', async () => {
    expect((await publish('--private')).code).toBe(0);
    expect(hub.isPrivate(NAME)).toBe(true);
    hub.put('owner/open', {});
    const { code, err } = await publish('--private', '--repo', 'owner/open');
    expect([code, err]).toEqual([1, expect.stringContaining('owner/open is public, and --private asks for')]);
    expect([...hub.files('owner/open').keys()]).toEqual(['.gitattributes']);
  });

  it('publishes to a branch, in place of what the branch had of another package', async () => {
    await publish();
    const other = await convertForTest('tiny', { dtype: 'fp32', maxLayersPerShard: 1 });
    expect((await publish('--model', other, '--revision', 'exact')).code).toBe(0);
    expect(hub.files(NAME).has('decoder-1.data')).toBe(false);
    expect(hub.files(NAME, 'exact').has('decoder-1.data')).toBe(true);
    expect((await publish('--revision', 'exact')).code).toBe(0);
    expect([...hub.files(NAME, 'exact').keys()].toSorted()).toEqual([...hub.files(NAME).keys()].toSorted());
  });

  it("writes its own card anew, and leaves somebody's own", async () => {
    await publish();
    const card = () => Buffer.from(hub.files(NAME).get('README.md') ?? []).toString();
    const written = card();
    hub.put(NAME, { 'README.md': `${CARD_MARK} old` });
    await publish();
    expect(card()).toBe(written);
    hub.put(NAME, { 'README.md': 'Mine.' });
    const { out } = await publish();
    expect(out).toContain('README.md there is not of our writing, so it stays as it is.');
    expect(card()).toBe('Mine.');
  });
});

describe('editreward publish refuses', () => {
  it('a damaged package, before it asks the hub for anything', async () => {
    const copy = await copyOfPackage();
    const bytes = await readFile(join(copy, 'heads.data'));
    bytes[7] = (bytes[7] ?? 0) ^ 1;
    await writeFile(join(copy, 'heads.data'), bytes);
    const { code, err } = await publish('--model', copy);
    expect([code, err]).toEqual([1, expect.stringContaining('heads.data is damaged: its SHA-256 is not the one')]);
    expect(hub.requests).toEqual([]);
  });

  it('a model whose self-test does not agree', async () => {
    const copy = await copyOfPackage();
    const [head] = manifest.heads;
    const wrong = { ...manifest.selfTest.expected, [head?.key ?? '']: { mu: 7, logSigma: 0 } };
    const changed = { ...manifest, selfTest: { ...manifest.selfTest, expected: wrong } };
    await writeFile(join(copy, 'manifest.json'), JSON.stringify(changed));
    const { code, err } = await publish('--model', copy);
    expect([code, err]).toEqual([1, expect.stringContaining('self-test')]);
    expect(hub.requests).toEqual([]);
  });

  it('a demonstration', async () => {
    const { code, err } = await publish('--model', BUNDLED_MODEL);
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('editreward-nano is a demonstration, and is not published'),
    ]);
    expect(hub.requests).toEqual([]);
  });

  it('to begin without a token, and does not show what is none', async () => {
    vi.stubEnv('HF_TOKEN', 'secret');
    const { code, err } = await publish();
    expect([code, err]).toEqual([1, expect.stringContaining('What stands in HF_TOKEN is no token of Hugging Face')]);
    expect(err).not.toContain('secret');
    expect(hub.requests).toEqual([]);
  });

  it.each([
    ['hf_unknown', 'The hub does not know this token, or it has expired.'],
    [READ_TOKEN, 'This token may not write to owner/tiny. It needs the role "write"'],
  ])('a token that may not write: %s', async (token, message) => {
    vi.stubEnv('HF_TOKEN', token);
    const { code, err } = await publish();
    expect([code, err]).toEqual([1, expect.stringContaining(message)]);
    expect(err).not.toContain(token);
  });

  it('a repository of something else', async () => {
    hub.put(NAME, { 'model.safetensors': 'weights', 'README.md': 'A model.' });
    const { code, err } = await publish();
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('owner/tiny holds something else than a model package on main: model.safetensors.'),
    ]);
    expect(hub.files(NAME).has('manifest.json')).toBe(false);
  });

  it.each([
    [503, 'The hub has a fault of its own. Run the same command again'],
    [429, 'The hub is asked too often by this user.'],
    [418, 'The hub refused to publish to owner/tiny: No'],
  ])('with reason when the hub answers %i', async (status, message) => {
    hub.faults.status = (request) => (request.includes('/preupload/') ? status : undefined);
    const { code, err } = await publish();
    expect([code, err]).toEqual([1, expect.stringContaining(`${message}`)]);
    expect(err).toContain(`(it answered ${status}).`);
  });

  it('a file that changes after it was checked', async () => {
    const copy = await copyOfPackage();
    hub.faults.before = async (request) => {
      if (request.includes('/preupload/')) await appendFile(join(copy, 'embedding.bin'), 'x');
    };
    const { code, err } = await publish('--model', copy);
    expect([code, err]).toEqual([1, expect.stringContaining('embedding.bin was changed or removed while')]);
    expect(hub.files(NAME).has('manifest.json')).toBe(false);
  });

  it('to write over what somebody else committed meanwhile', async () => {
    hub.faults.before = (request) => {
      if (request.includes('/preupload/')) hub.put(NAME, { 'notes.txt': 'new' });
    };
    const { code, err } = await publish();
    expect([code, err]).toEqual([1, expect.stringContaining('Somebody else changed owner/tiny meanwhile')]);
    expect(hub.files(NAME).has('manifest.json')).toBe(false);
  });
});

it('has a card that says what the package is', async () => {
  await publish();
  const card = Buffer.from(hub.files(NAME).get('README.md') ?? []).toString();
  expect(card.startsWith('---\nlibrary_name: editreward-web\ntags:\n  - reward-model\n  - image-editing\n')).toBe(true);
  expect(card).toContain('`?model=owner/tiny`');
  expect(card).toContain('| precision | q4 |');
  expect(card).toContain('| `language.layers.*.self_attn.k_proj` | 8 |');
  expect(card).toContain('| `language.layers.*.mlp.up_proj` | 4 |');
  expect(card).toContain(`| SHA-256 of manifest.json | \`${await sha256(join(folder, 'manifest.json'))}\` |`);
});
