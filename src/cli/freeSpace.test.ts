import { expect, it } from 'vitest';
import { requireFreeSpace } from './freeSpace.ts';

it('refuses what does not fit, and says how much is missing', async () => {
  const refused = requireFreeSpace('/out', 6e9, async () => 5e9);
  await expect(refused).rejects.toMatchObject({
    name: 'DiskFullError',
    message: '/out needs another 6.0 GB, and its disk has 5.0 GB free. Make room, or choose another folder for --out.',
  });
  await expect(requireFreeSpace('/out', 5e9, async () => 5e9)).resolves.toBeUndefined();
});

it('asks the system, and lets pass what it does not know', async () => {
  await expect(requireFreeSpace('.', 1)).resolves.toBeUndefined();
  await expect(requireFreeSpace('.', Number.MAX_SAFE_INTEGER)).rejects.toMatchObject({ name: 'DiskFullError' });
  await expect(requireFreeSpace('/out', 1e18, async () => undefined)).resolves.toBeUndefined();
});
