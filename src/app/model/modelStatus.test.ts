import { describe, expect, it } from 'vitest';
import { attemptText, statusOf } from './modelStatus.ts';
import { LOCATION, MODEL_STATUS } from './modelSamples.ts';

describe('statusOf', () => {
  it('is quiet about a model in order', () => {
    expect(statusOf({ kind: 'ready', label: 'sample', location: LOCATION, status: MODEL_STATUS })).toEqual({
      tone: 'good',
      parts: ['sample q4', 'WebGPU, an adapter', 'self-test passed'],
      notes: [],
    });
  });

  it('names a taste beside the model', () => {
    const status = { ...MODEL_STATUS, model: { ...MODEL_STATUS.model, taste: { name: 'mine', sha256: 'ab' } } };
    const { parts } = statusOf({ kind: 'ready', label: 'sample', location: LOCATION, status });
    expect(parts[0]).toBe('sample q4, taste “mine”');
  });

  it('is loud about a fallback, with the reason', () => {
    const device = {
      provider: 'wasm',
      description: 'CPU, 2 threads',
      features: [],
      operators: 'standard',
      residency: 'resident',
    } as const;
    const status = { ...MODEL_STATUS, device, warnings: ['The CPU is used.'] };
    const line = statusOf({ kind: 'ready', label: 'sample', location: LOCATION, status });
    expect(line).toMatchObject({ tone: 'loud', notes: ['The CPU is used.'] });
    expect(line.parts).toContain('CPU, 2 threads');
  });

  it('is loud about a model that was refused', () => {
    const error = { name: 'SelfTestError', message: 'No device agrees.' };
    expect(statusOf({ kind: 'failed', label: 'bad', error }).tone).toBe('loud');
  });
});

describe('attemptText', () => {
  it('says where, and how far off', () => {
    const attempt = {
      provider: 'webgpu',
      features: ['subgroups'],
      operators: 'fused',
      residency: 'resident',
      tolerance: 0.01,
    } as const;
    expect(attemptText({ ...attempt, passed: true, maxDifference: 0.000213 })).toBe(
      'WebGPU with subgroups: matches the reference (differs by 0.00021; up to 0.01 is allowed)',
    );
    expect(attemptText({ ...attempt, passed: false, maxDifference: undefined, reason: 'It threw.' })).toBe(
      'WebGPU with subgroups: refused. It threw.',
    );
  });
});
