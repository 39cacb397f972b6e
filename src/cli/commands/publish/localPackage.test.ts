import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { directoryFolder } from '../../nodeFiles.ts';
import { openModelPackage } from '../../../packages/modelPackage.ts';
import { checkFiles } from './localPackage.ts';

it('refuses a manifest that changed after it was read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'editreward-publish-'));
  await cp('public/models/nano', folder, { recursive: true });
  const modelPackage = await openModelPackage(directoryFolder(folder));
  const hooks = { signal: new AbortController().signal, onBytes: () => undefined };
  expect((await checkFiles(folder, modelPackage, hooks)).at(-1)?.sha256).toBe(modelPackage.manifestSha256);
  await appendFile(join(folder, 'manifest.json'), '\n');
  await expect(checkFiles(folder, modelPackage, hooks)).rejects.toMatchObject({
    name: 'ChangedFileError',
    file: 'manifest.json',
  });
  await rm(folder, { recursive: true });
});
