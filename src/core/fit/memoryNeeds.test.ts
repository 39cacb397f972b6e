import { expect, it } from 'vitest';
import { fitManifest } from '../../testing/fitManifest.ts';
import { workspaceBytes } from './memoryNeeds.ts';

it('counts the scores of the heads that attend at a time, on a GPU of all', () => {
  const manifest = fitManifest();
  const { hiddenSize, numHeads } = manifest.vision;
  const request = { plan: [], images: [{ gridHeight: 64, gridWidth: 32 }] };
  const headByHead = { ...manifest, vision: { ...manifest.vision, headsAtOnce: 1 } };
  const rows = 16 * 2048 * hiddenSize;
  expect(numHeads).toBeGreaterThan(1);
  expect(workspaceBytes(manifest, 'cpu', request)).toBe(4 * (rows + numHeads * 2048 ** 2));
  expect(workspaceBytes(headByHead, 'cpu', request)).toBe(4 * (rows + 2048 ** 2));
  expect(workspaceBytes(headByHead, 'webgpu', request)).toBe(4 * (rows + numHeads * 2048 ** 2));
});
