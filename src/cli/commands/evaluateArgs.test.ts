import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEvaluateArgs } from './evaluateArgs.ts';

describe('parseEvaluateArgs', () => {
  it('takes the bundled model and a set of its own by default', () => {
    const { models, ...rest } = parseEvaluateArgs(['--suite', 'nano']);
    expect(rest).toEqual({ scenes: 300, seed: 1, json: false });
    expect(models).toEqual([expect.stringMatching(/\/public\/models\/nano$/)]);
    expect(existsSync(dirname(dirname(models[0] ?? '')))).toBe(true);
  });

  it('takes several models in order, and numbers', () => {
    const args = ['--suite', 'nano', '--model', 'a', '--model', 'b', '--scenes', '7', '--seed', '0', '--json'];
    expect(parseEvaluateArgs(args)).toEqual({ models: ['a', 'b'], scenes: 7, seed: 0, json: true });
  });

  it.each([
    [[], '--suite is missing.'],
    [['--suite', 'giga'], '--suite is nano, not "giga".'],
    [['--suite', 'nano', '--model', ''], '--model is missing.'],
    [['--suite', 'nano', '--scenes', '0'], '--scenes is a whole number from 1 to 1000000, not "0".'],
    [['--suite', 'nano', '--scenes', '1e3'], '--scenes is a whole number from 1 to 1000000, not "1e3".'],
    [['--suite', 'nano', '--seed', '4294967296'], '--seed is a whole number from 0 to 4294967295, not "4294967296".'],
  ])('refuses %j', (args, message) => expect(() => parseEvaluateArgs(args)).toThrow(message));
});
