import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { digestText } from '../core/bytes/sha256.ts';
import { parseManifest } from '../core/modelPackage/manifest.ts';
import { makeReferenceSet } from '../core/reference/makeReferenceSet.ts';
import { memoryFolder } from '../testing/memoryFolder.ts';
import { editScore } from '../testing/scoreForTest.ts';
import { openModelPackage } from './modelPackage.ts';
import { readReference, withoutReference, withReference } from './packageReference.ts';

const bare = withoutReference(readFileSync('public/models/nano/manifest.json', 'utf8'));

async function setFor(manifest: string, changes = {}) {
  const { id, dtype } = parseManifest(manifest);
  const model = { id, dtype, manifestSha256: await digestText(manifest), ...changes };
  const head = { mu: 1, logSigma: 0 };
  return makeReferenceSet({
    model,
    of: 'edits',
    origin: '',
    scores: Array.from({ length: 10 }, () => editScore(head, head)),
  });
}

const bytes = (text: string) => new TextEncoder().encode(text);

function packageOf(manifest: string, reference: string) {
  return openModelPackage(
    memoryFolder('the folder', { 'manifest.json': bytes(manifest), 'reference.json': bytes(reference) }),
  );
}

describe('the reference set of a package', () => {
  it('is read as it was added', async () => {
    const set = await setFor(bare);
    const { manifest, reference } = await withReference(bare, set);
    expect(await readReference(await packageOf(manifest, reference))).toEqual(set);
  });

  it('is the only thing that is new in the manifest, and taking it away leaves the former bytes', async () => {
    const { manifest } = await withReference(bare, await setFor(bare));
    const { reference, files, ...others } = parseManifest(manifest);
    const { files: former, ...same } = parseManifest(bare);
    expect(reference).toEqual({ path: 'reference.json' });
    expect(files.slice(0, -1)).toEqual(former);
    expect(others).toEqual(same);
    expect(withoutReference(manifest)).toBe(bare);
  });

  it('takes the place of another one, made before or after that came', async () => {
    const once = await withReference(bare, await setFor(bare));
    for (const set of [await setFor(once.manifest), await setFor(bare)]) {
      const { manifest, reference } = await withReference(once.manifest, set);
      expect(parseManifest(manifest).files.filter(({ path }) => path === 'reference.json')).toHaveLength(1);
      expect(await readReference(await packageOf(manifest, reference))).toEqual(set);
    }
  });

  it('is not there in a package of before', async () => {
    expect(await readReference(await packageOf(bare, ''))).toBeUndefined();
  });

  it('is refused of another package, before it is added and after', async () => {
    const other = await setFor(bare, { manifestSha256: 'f'.repeat(64) });
    await expect(withReference(bare, other)).rejects.toThrow(
      'The reference set holds scores of editreward-nano q8 (ffffffff), and this model is editreward-nano q8 (',
    );
    const { manifest } = await withReference(bare, await setFor(bare));
    const text = `${JSON.stringify(await setFor(bare, { dtype: 'fp32' }))}\n`;
    const listed = JSON.parse(manifest);
    Object.assign(listed.files.at(-1), { byteLength: text.length, sha256: await digestText(text) });
    await expect(readReference(await packageOf(JSON.stringify(listed), text))).rejects.toThrow(
      'reference.json holds scores of editreward-nano fp32, and the package is editreward-nano q8.',
    );
  });

  it('is refused with a wrong byte', async () => {
    const { manifest, reference } = await withReference(bare, await setFor(bare));
    const damaged = await packageOf(manifest, reference.replace('edits', 'edita'));
    await expect(readReference(damaged)).rejects.toThrow('reference.json is damaged');
  });
});
