import { resolve } from 'node:path';
import { expect, it, vi } from 'vitest';
import { createNodeBackend } from '../../cli/nodeBackend.ts';
import { directoryFolder } from '../../cli/nodeFiles.ts';
import { drawSelfTestImage } from '../../core/image/selfTestImage.ts';
import { openModelPackage } from '../../packages/modelPackage.ts';
import { loadTrustedModel, type DeviceChoice } from './trustedModel.ts';

vi.mock('../../core/image/selfTestImage.ts', { spy: true });

const NANO = resolve('public/models/nano');

const failToOpen = () => Promise.reject(new Error('no such device'));

const untilDrawn = () => expect.poll(() => vi.mocked(drawSelfTestImage).mock.calls.length).toBe(2);

async function findLate(): Promise<readonly DeviceChoice[]> {
  await untilDrawn();
  return [
    { provider: 'webgpu', features: [], create: failToOpen },
    { provider: 'cpu', features: [], create: async () => createNodeBackend(NANO) },
  ];
}

it('draws the pictures of the self-test once, while devices are found, and passes it with them', async () => {
  const { model, attempts } = await loadTrustedModel(await openModelPackage(directoryFolder(NANO)), findLate(), {});
  expect(attempts.map(({ provider, passed }) => [provider, passed])).toEqual([
    ['webgpu', false],
    ['cpu', true],
  ]);
  expect(drawSelfTestImage).toHaveBeenCalledTimes(2);
  await model.dispose();
});
