import { describe, expect, it } from 'vitest';
import { parseConvertArgs } from './convertArgs.ts';

const needed = ['--checkpoint', 'models/edit', '--base', 'base', '--dtype', 'q4', '--out', 'package'];

describe('parseConvertArgs', () => {
  it('names the model by its folder', () => {
    expect(parseConvertArgs(needed)).toEqual({
      checkpoint: 'models/edit',
      bases: ['base'],
      dtype: 'q4',
      out: 'package',
      symmetric: false,
      id: 'edit',
      force: false,
    });
  });

  it('reads every option', () => {
    const more = [
      '--base',
      'other',
      '--tokenizer',
      't',
      '--prompts',
      'p.json',
      '--symmetric',
      '--force',
      '--id',
      'mine',
    ];
    more.push(
      '--layers-per-shard',
      '4',
      '--threads',
      '2',
      '--repository',
      'a/b',
      '--revision',
      'c',
      '--licence',
      'MIT',
    );
    expect(parseConvertArgs([...needed, ...more])).toMatchObject({
      bases: ['base', 'other'],
      tokenizer: 't',
      prompts: 'p.json',
      symmetric: true,
      force: true,
      id: 'mine',
      maxLayersPerShard: 4,
      threads: 2,
      repository: 'a/b',
      revision: 'c',
      licence: 'MIT',
    });
  });

  it.each(['checkpoint', 'base', 'dtype', 'out'])('needs --%s', (name) => {
    const at = needed.indexOf(`--${name}`);
    expect(() => parseConvertArgs(needed.toSpliced(at, 2))).toThrow(`--${name} is missing.`);
  });

  it.each(['0', '-1', '1.5', 'few', ''])('takes no %j layers', (count) => {
    expect(() => parseConvertArgs([...needed, `--layers-per-shard=${count}`])).toThrow('is a whole number from 1');
  });

  it('takes no further words', () => {
    expect(() => parseConvertArgs([...needed, 'more'])).toThrow("Unexpected argument 'more'");
  });
});
