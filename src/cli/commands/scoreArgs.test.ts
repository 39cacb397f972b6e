import { describe, expect, it } from 'vitest';
import { parseScoreArgs } from './scoreArgs.ts';

/** What tests get where they ask for nothing: see `vite.config.ts`. */
const WISH = { device: 'cpu', adapter: undefined, selfTest: false };

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
      maxPixels: undefined,
      wish: WISH,
      json: true,
    });
  });

  it('takes a word that looks like an option after --', () => {
    expect(parseScoreArgs([...needed, '--edited', 'a.png', '--', '-b.png']).edited).toEqual(['a.png', '-b.png']);
  });

  it.each([
    [['a.png', '--edited', 'b.png'], '"a.png" belongs to no option.'],
    [[], '--edited is missing (or --image, its other name).'],
    [['--edited', 'a.png', '--prompt', 'p'], '--instruction and --prompt are two names of one option'],
    [['--edited', 'a.png', '--source', ''], '--source'],
    [['--edited', 'a.png', '--max-pixels', '0'], '--max-pixels is a whole number from 1, not "0".'],
    [['--edited', 'a.png', '--images', 'sideways'], '--images is official or upright, not "sideways".'],
  ])('refuses %j', (args, message) => {
    expect(() => parseScoreArgs([...needed, ...args])).toThrow(message);
  });

  it('needs no source, and knows --image and --prompt', () => {
    const options = parseScoreArgs([
      '--model',
      'm',
      '--image',
      'a.png',
      'b.png',
      '--edited',
      'c.png',
      '--prompt',
      'a hat',
    ]);
    expect(options).toEqual({
      model: 'm',
      source: undefined,
      edited: ['a.png', 'b.png', 'c.png'],
      instruction: 'a hat',
      images: 'official',
      maxPixels: undefined,
      wish: WISH,
      json: false,
    });
  });

  it.each(['model', 'instruction'])('needs --%s', (name) => {
    const args = [...needed, '--edited', 'a.png'];
    expect(() => parseScoreArgs(args.toSpliced(args.indexOf(`--${name}`), 2))).toThrow(`--${name} is missing`);
  });
});
