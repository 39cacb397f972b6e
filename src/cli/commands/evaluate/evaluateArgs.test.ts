import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEvaluateArgs } from './evaluateArgs.ts';

function foldersOf(...args: string[]): readonly string[] | undefined {
  const parsed = parseEvaluateArgs([...args, '--model', 'm', '--out', 'o']);
  return parsed.kind === 'dataset' ? parsed.dataset.folders : undefined;
}

/** What tests get where they ask for nothing: see `vite.config.ts`. */
const WISH = { device: 'cpu', adapter: undefined, selfTest: false };

describe('parseEvaluateArgs', () => {
  it('takes the bundled model and a set of its own by default', () => {
    const options = parseEvaluateArgs(['--suite', 'nano']);
    const { models, ...rest } = options.kind === 'nano' ? options.nano : { models: [] };
    expect(rest).toEqual({ scenes: 300, seed: 1, wish: WISH, json: false });
    expect(models).toEqual([expect.stringMatching(/\/public\/models\/nano$/)]);
    expect(existsSync(dirname(dirname(models[0] ?? '')))).toBe(true);
  });

  it('takes several models in order, and numbers', () => {
    const args = ['--suite', 'nano', '--model', 'a', '--model', 'b', '--scenes', '7', '--seed', '0', '--json'];
    expect(parseEvaluateArgs(args)).toEqual({
      kind: 'nano',
      nano: { models: ['a', 'b'], scenes: 7, seed: 0, wish: WISH, json: true },
    });
  });

  it.each([
    [[], '--suite, --manifest or --folder is missing.'],
    [['--suite', 'nano', '--manifest', 'f'], '--manifest goes with a dataset, without --suite.'],
    [['--suite', 'nano', '--first-is-preferred'], '--first-is-preferred goes with a dataset, without --suite.'],
    [['--suite', 'nano', '--preference', 'path1'], '--preference goes with a dataset, without --suite.'],
    [['--suite', 'giga'], '--suite is nano, not "giga".'],
    [['--suite', 'nano', '--model', ''], '--model is missing.'],
    [['--suite', 'nano', '--scenes', '0'], '--scenes is a whole number from 1 to 1000000, not "0".'],
    [['--suite', 'nano', '--scenes', '1e3'], '--scenes is a whole number from 1 to 1000000, not "1e3".'],
    [['--suite', 'nano', '--seed', '4294967296'], '--seed is a whole number from 0 to 4294967295, not "4294967296".'],
  ])('refuses %j', (args, message) => expect(() => parseEvaluateArgs(args)).toThrow(message));

  const needed = ['--manifest', 'd/bench.json', '--model', 'm', '--out', 'o'];

  it('takes a dataset', () => {
    expect(parseEvaluateArgs(needed)).toEqual({
      kind: 'dataset',
      dataset: {
        manifest: 'd/bench.json',
        images: undefined,
        model: 'm',
        out: 'o',
        part: { index: 1, count: 1 },
        preference: 'none',
        keepFeatures: false,
        wish: WISH,
        json: false,
      },
    });
    expect(parseEvaluateArgs([...needed, '--images', 'i', '--part', '2/16', '--first-is-preferred'])).toMatchObject({
      dataset: { images: 'i', part: { index: 2, count: 16 }, preference: 'path1' },
    });
    expect(parseEvaluateArgs([...needed, '--taste', 'mine.taste', '--keep-features'])).toMatchObject({
      dataset: { taste: 'mine.taste', keepFeatures: true },
    });
  });

  it.each([
    [['--preference', 'scores'], 'scores'],
    [['--preference', 'none'], 'none'],
    [['--preference', 'path1', '--first-is-preferred'], 'path1'],
  ])('takes %j', (args, preference) => {
    expect(parseEvaluateArgs([...needed, ...args])).toMatchObject({ dataset: { preference } });
  });

  it.each([
    [['--preference', 'first'], '--preference is path1, scores or none, not "first".'],
    [
      ['--preference', 'none', '--first-is-preferred'],
      '--first-is-preferred is the older name of --preference path1. Give one of them.',
    ],
  ])('refuses %j', (args, message) => {
    expect(() => parseEvaluateArgs([...needed, ...args])).toThrow(message);
  });

  it('takes all folders that follow, as a shell writes `--folder bench/*`', () => {
    expect(foldersOf('--folder', 'a', 'b', 'c')).toEqual(['a', 'b', 'c']);
    expect(foldersOf('--folder', 'a', 'b', '--folder', 'c')).toEqual(['a', 'b', 'c']);
    expect(() => foldersOf('b', '--folder', 'a')).toThrow('"b" belongs to no option.');
    expect(() => foldersOf('--manifest', 'm.json', 'b')).toThrow('"b" belongs to no option.');
  });

  it('takes folders of pictures', () => {
    expect(parseEvaluateArgs(['--folder', 'a', '--folder', 'b', '--model', 'm', '--out', 'o'])).toEqual({
      kind: 'dataset',
      dataset: {
        folders: ['a', 'b'],
        images: undefined,
        model: 'm',
        out: 'o',
        part: { index: 1, count: 1 },
        preference: 'none',
        keepFeatures: false,
        wish: WISH,
        json: false,
      },
    });
  });

  it.each([
    ['0.95', 0.95],
    ['1', 1],
    ['.5', 0.5],
    ['0', 0],
  ])('takes --min-confidence %s', (text, minConfidence) => {
    expect(parseEvaluateArgs([...needed, '--min-confidence', text])).toMatchObject({ dataset: { minConfidence } });
  });

  it.each([
    [['--min-confidence', '95'], '--min-confidence is a number from 0 to 1, such as 0.95, not "95".'],
    [['--min-confidence', 'high'], '--min-confidence is a number from 0 to 1, such as 0.95, not "high".'],
    [['--folder', 'a'], '--folder and --manifest are two datasets. Give one of them.'],
  ])('refuses %j beside a dataset', (more, message) => {
    expect(() => parseEvaluateArgs([...needed, ...more])).toThrow(message);
  });

  it('refuses another folder of images for a folder of pictures, and an empty name', () => {
    const inputs = ['--model', 'm', '--out', 'o'];
    expect(() => parseEvaluateArgs(['--folder', 'a', '--images', 'i', ...inputs])).toThrow(
      '--images goes with --manifest: the pictures of --folder are in it.',
    );
    expect(() => parseEvaluateArgs(['--folder', '', ...inputs])).toThrow('--folder is missing.');
    expect(() => parseEvaluateArgs(['--suite', 'nano', '--folder', 'a'])).toThrow('--folder goes with a dataset');
  });

  it.each(['0/2', '3/2', '1', 'a/b', '1/2/3'])('refuses --part %s', (part) => {
    expect(() => parseEvaluateArgs([...needed, '--part', part])).toThrow(
      `--part is a number and how many parts there are, such as 2/8, not "${part}".`,
    );
  });

  it('refuses what belongs to the suite, several models, and a missing folder', () => {
    expect(() => parseEvaluateArgs([...needed, '--scenes', '3'])).toThrow('--scenes goes with --suite.');
    expect(() => parseEvaluateArgs([...needed, '--model', 'n'])).toThrow('--model is given more than once');
    expect(() => parseEvaluateArgs(needed.slice(0, 4))).toThrow('--out is missing.');
  });
});
