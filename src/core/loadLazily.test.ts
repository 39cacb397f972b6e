import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadLazily } from './loadLazily.ts';

/** A loader as a bundler writes it, of a script that the platform has no more. */
function forgottenLoad(path: string, cause: Error): () => Promise<unknown> {
  const load = () => Promise.reject(cause);
  load.toString = () => `()=>preload(()=>import(\`${path}\`),deps([1,2]),import.meta.url)`;
  return load;
}

const cause = new TypeError('Importing a module script failed.');

describe('loadLazily', () => {
  it('gives what is imported', async () => {
    const { formatBytes } = await loadLazily(() => import('./formatNumbers.ts'));
    expect(formatBytes(2e6)).toBe('2 MB');
  });

  it('asks by another address for a script that is remembered as missing', async () => {
    const folder = await mkdtemp(fileURLToPath(new URL('./loadLazily-', import.meta.url)));
    try {
      await writeFile(`${folder}/part.js`, 'export const part = 7;');
      const path = `./${folder.split(/[/\\]/).at(-1)}/part.js`;
      expect(await loadLazily(forgottenLoad(path, cause))).toMatchObject({ part: 7 });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('fails with what the import failed with', async () => {
    await expect(loadLazily(forgottenLoad('./there-is-no-such-part.js', cause))).rejects.toBe(cause);
    await expect(loadLazily(() => Promise.reject(cause))).rejects.toBe(cause);
  });
});
