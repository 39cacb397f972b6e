import { expect, it } from 'vitest';
import { orientationOf, turnsPhotos } from './orientation.ts';
import { LOCATION, MODEL_STATUS, READY } from '../model/modelSamples.ts';
import { initialView, reduce } from './stageSamples.ts';

const official = reduce(initialView, { type: 'orientationChanged', orientation: 'official' });

it('is the choice of the user where the official code leaves photos as they are', () => {
  const state = reduce(official, READY);
  expect([turnsPhotos(state), orientationOf(state)]).toEqual([false, 'official']);
});

it('is upright where the official code turns photos, and the choice comes back with another model', () => {
  const status = { ...MODEL_STATUS, model: { ...MODEL_STATUS.model, orientation: 'applied' as const } };
  const state = reduce(official, { type: 'modelReady', location: LOCATION, status });
  expect([turnsPhotos(state), orientationOf(state)]).toEqual([true, 'upright']);
  expect(orientationOf(reduce(state, READY))).toBe('official');
});
