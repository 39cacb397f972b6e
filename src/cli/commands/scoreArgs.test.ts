import { describe, expect, it } from 'vitest';
import { parseScoreArgs } from './scoreArgs.ts';

const needed = ['--model', 'm', '--source', 's.png', '--instruction', ''];

describe('parseScoreArgs', () => {
  it('takes every word after --edited that belongs to no other option, in order', () => {
    const args = ['--edited', 'a.png', 'b.png', ...needed, 'c.png', '--edited', 'd.png', 'e.png', '--json'];
    expect(parseScoreArgs(args)).toEqual({
      model: 'm',
      source: 's.png',
      edited: ['a.png', 'b.png', 'c.png', 'd.png', 'e.png'],
      instruction: '',
      images: 'official',
      json: true,
    });
  });

  it('takes a word that looks like an option after --', () => {
    expect(parseScoreArgs([...needed, '--edited', 'a.png', '--', '-b.png']).edited).toEqual(['a.png', '-b.png']);
  });

  it.each([
    [['a.png', '--edited', 'b.png'], '"a.png" belongs to no option.'],
    [[], '--edited is missing.'],
    [['--edited', 'a.png', '--images', 'sideways'], '--images is official or upright, not "sideways".'],
  ])('refuses %j', (args, message) => {
    expect(() => parseScoreArgs([...needed, ...args])).toThrow(message);
  });

  it.each(['model', 'source', 'instruction'])('needs --%s', (name) => {
    const args = [...needed, '--edited', 'a.png'];
    expect(() => parseScoreArgs(args.toSpliced(args.indexOf(`--${name}`), 2))).toThrow(`--${name} is missing.`);
  });
});
