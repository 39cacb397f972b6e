import { resolve } from 'node:path';
import { expect, it, vi } from 'vitest';
import { createNodeBackend } from '../../cli/nodeBackend.ts';
import { directoryFolder } from '../../cli/nodeFiles.ts';
import { drawSelfTestImage } from '../../core/image/selfTestImage.ts';
import { openModelPackage } from '../../packages/modelPackage.ts';
import type { Backend } from '../model/session.ts';
import { loadTrustedModel } from './trustedModel.ts';

vi.mock('../../core/image/selfTestImage.ts', { spy: true });

const NANO = resolve('public/models/nano');

const failToOpen = () => Promise.reject(new Error('no such device'));

/** A device that opens no sooner than the pictures of the self-test are drawn. */
async function openLate(): Promise<Backend> {
  await expect.poll(() => vi.mocked(drawSelfTestImage).mock.calls.length).toBe(2);
  return createNodeBackend(NANO);
}

it('draws the pictures of the self-test once, while devices open, and passes it with them', async () => {
  const choices = [
    { provider: 'webgpu', features: [], create: failToOpen },
    { provider: 'cpu', features: [], create: openLate },
  ] as const;
  const { model, attempts } = await loadTrustedModel(await openModelPackage(directoryFolder(NANO)), choices, {});
  expect(attempts.map(({ provider, passed }) => [provider, passed])).toEqual([
    ['webgpu', false],
    ['cpu', true],
  ]);
  expect(drawSelfTestImage).toHaveBeenCalledTimes(2);
  await model.dispose();
});
