import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Names by which code would know a model: families, the models that are converted, and their heads. */
const NAMES = /\b(instructionFollowing|visualQuality|editreward-qwen|hpsv3|HPSv3)|'editReward'/;

/**
 * Where they may stand: what converts a model, what version 0.1 left unsaid, Nano's own room, what others published, and tests with
 * their helpers. All else asks the manifest, so that another model needs no change there.
 */
const ROOMS = [
  /^src\/convert\/(bases|rewards)\//,
  // What the form for conversions offers people to begin with.
  /^src\/app\/files\/knownCheckpoints\.ts$/,
  /^src\/core\/modelPackage\/(liftManifest|formerHeads)\.ts$/,
  /^src\/evaluation\/(nano\/|publishedFigures\.ts$)/,
  /^src\/app\/files\/knownCheckpoints\.ts$/,
  /\/fixtures\//,
  /(\.test|ForTest)\.ts$/,
];
/** Texts for people name models, and what is theirs; code that does is told by quotation marks or member access around the name. */
const PROSE = /HPSv3(?!['"])|HPSv3's\b/g;

const files = ['src', 'workers']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)))
  .filter((path) => /\.tsx?$/.test(path));

function namesIn(path: string): string[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, index) =>
    NAMES.test(line.replaceAll(PROSE, '')) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
  );
}

describe('names of models and of their heads', () => {
  it('stand in no other code', () => {
    const elsewhere = files.filter((path) => !ROOMS.some((room) => room.test(path)));
    expect(elsewhere.length).toBeGreaterThan(500);
    expect(elsewhere.flatMap(namesIn)).toEqual([]);
  });

  it('are found where they are', () => {
    expect(namesIn('src/core/modelPackage/formerHeads.ts')).toHaveLength(2);
    expect(namesIn('src/convert/rewards/editReward.ts').length).toBeGreaterThan(0);
    expect(namesIn('src/convert/rewards/hpsv3.ts').length).toBeGreaterThan(0);
  });
});
