import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseManifest } from '../../core/modelPackage/manifest.ts';
import { DRAWN_SAMPLES, drawnSamples } from './drawnSamples.ts';

const manifest = parseManifest(readFileSync('public/models/nano/manifest.json', 'utf8'));

it('are the same pictures each time, and no two alike', () => {
  const samples = drawnSamples(manifest);
  expect(samples).toEqual(drawnSamples(manifest));
  const pictures = samples.flatMap(({ source, candidates }) => [source, ...candidates.map(({ image }) => image)]);
  const texts = pictures.map((picture) => String(picture?.patches.slice(0, 300)));
  expect(new Set(texts).size).toBe(2 * DRAWN_SAMPLES);
});

it('have no source where the model sees none', () => {
  const task = { ...manifest.task, images: manifest.task.images.filter(({ role }) => role === 'candidate') };
  expect(drawnSamples({ ...manifest, task }).every(({ source }) => source === undefined)).toBe(true);
});
