import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BASES } from './convert/bases/bases.ts';
import { REWARDS } from './convert/rewards/rewards.ts';

/** Names by which code would know a model: families, the models that are converted, and their heads. */
const NAMES = /\b(instructionFollowing|visualQuality|editreward-qwen|hpsv3|HPSv3)|'editReward'/;

/** What alone knows models by name. */
const CONVERTED = /^src\/convert\/(bases|rewards)\//;
const TESTS = /(\.test|ForTest)\.ts$/;
/**
 * Where they may stand: what converts a model, what version 0.1 left unsaid, Nano's own room, what others published, and tests with
 * their helpers. All else asks the manifest, so that another model needs no change there.
 */
const ROOMS = [
  CONVERTED,
  // What the Models page offers people to begin with.
  /^src\/app\/models\/known(Checkpoints|Sizes)\.ts$/,
  /^src\/core\/modelPackage\/(liftManifest|formerHeads)\.ts$/,
  /^src\/nano\//,
  /^src\/evaluation\/publishedTables\.ts$/,
  /^src\/testing\//,
  /\/fixtures\//,
  TESTS,
];
/** Texts for people name models, and what is theirs; code that does is told by quotation marks or member access around the name. */
const PROSE = /HPSv3(?!['"])|HPSv3's\b/g;

/** In the converter, all that a base or a reward model is called by in code and files, in prose as well. */
const CONVERTER_NAMES = [
  ...BASES.flatMap(({ title, modelTypes }) => [title, ...modelTypes]),
  ...REWARDS.flatMap(({ title, headRoot, heads, prompts }) => [
    `'${title}`,
    headRoot,
    ...heads.map(({ key }) => key),
    prompts.repository,
    prompts.commit,
    ...[...prompts.templates, prompts.suffix].map(({ file }) => file),
  ]),
];

const files = ['src', 'workers']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)))
  .filter((path) => /\.tsx?$/.test(path));

function namesIn(path: string): string[] {
  return linesOf(path, (line) => NAMES.test(line.replaceAll(PROSE, '')));
}

function converterNamesIn(path: string): string[] {
  return linesOf(path, (line) => /qwen/i.test(line) || CONVERTER_NAMES.some((name) => line.includes(name)));
}

function linesOf(path: string, hasName: (line: string) => boolean): string[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, index) => (hasName(line) ? [`${path}:${index + 1}: ${line.trim()}`] : []));
}

describe('names of models and of their heads', () => {
  it('stand in no other code', () => {
    const elsewhere = files.filter((path) => !ROOMS.some((room) => room.test(path)));
    expect(elsewhere.length).toBeGreaterThan(500);
    expect(elsewhere.flatMap(namesIn)).toEqual([]);
  });

  it('stand in no other file of the converter, not even in a comment', () => {
    const others = files.filter(
      (path) => path.startsWith('src/convert/') && !CONVERTED.test(path) && !TESTS.test(path),
    );
    expect(others.length).toBeGreaterThan(30);
    expect(others.flatMap(converterNamesIn)).toEqual([]);
  });

  it('are found where they are', () => {
    expect(namesIn('src/core/modelPackage/formerHeads.ts')).toHaveLength(2);
    expect(namesIn('src/convert/rewards/editReward.ts').length).toBeGreaterThan(0);
    expect(namesIn('src/convert/rewards/hpsv3.ts').length).toBeGreaterThan(0);
    expect(converterNamesIn('src/convert/bases/qwen3Vl.ts').length).toBeGreaterThan(0);
  });
});
