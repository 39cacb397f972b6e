import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { shellWord } from './shellWord.ts';

it.each(['a/b-c_1.json', 'my set.json', "it's", '$HOME;x', '', '*', 'a"b\\', 'größe.csv'])('%j is one word', (text) => {
  expect(execFileSync('sh', ['-c', `printf '[%s]' ${shellWord(text)}`], { encoding: 'utf8' })).toBe(`[${text}]`);
});

it('is left as it is where it can be', () => expect(shellWord('a/b-c_1.json')).toBe('a/b-c_1.json'));
