import { describe, expect, it } from 'vitest';
import { parsePublishArgs } from './publishArgs.ts';

const NEEDED = ['--model', 'package', '--repo', 'owner/name'];
const parse = (args: readonly string[], env = {}) => parsePublishArgs([...NEEDED, ...args], env);

describe('parsePublishArgs', () => {
  it('publishes to main of Hugging Face', () => {
    expect(parse([])).toEqual({
      model: 'package',
      repository: 'owner/name',
      branch: 'main',
      isPrivate: false,
      hubUrl: 'https://huggingface.co',
      wish: { device: 'auto', adapter: undefined, selfTest: false },
    });
  });

  it('takes a branch, privacy and another hub', () => {
    expect(parse(['--revision', 'q8', '--private'], { HF_ENDPOINT: 'https://mirror.example/' })).toMatchObject({
      branch: 'q8',
      isPrivate: true,
      hubUrl: 'https://mirror.example',
    });
    const both = parse(['--hub-url', 'http://localhost:1/'], { HF_ENDPOINT: 'https://mirror.example' });
    expect(both.hubUrl).toBe('http://localhost:1');
  });

  it.each([
    [['--repo', 'datasets/owner/name'], '"datasets/owner/name" names one of another kind'],
    [['--repo', 'name'], '--repo is of the form OWNER/NAME, not "name"'],
    [['--revision', 'a'.repeat(40)], 'a commit cannot be changed'],
    [['--hub-url', 'ftp://hub'], '--hub-url is not a web address: "ftp://hub"'],
    [['--model', ''], '--model is missing'],
  ])('refuses %j', (args, message) => {
    expect(() => parse(args)).toThrow(message);
  });
});
