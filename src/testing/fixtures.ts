import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe } from 'vitest';

/** Where the reference numbers and tiny checkpoints are; they are not part of the repository. */
export const fixturesFolder = resolve(process.env['EDITREWARD_FIXTURES'] ?? '../shared/fixtures');

/** The path of one fixture. */
export function fixturePath(...parts: readonly string[]): string {
  return join(fixturesFolder, ...parts);
}

/** A `describe` that is skipped, with one line that says so, where the fixtures are absent. */
export function describeWithFixtures(name: string, define: () => void): void {
  const present = existsSync(fixturePath('golden.json'));
  if (!present) console.warn(`Skipping "${name}": no fixtures at ${fixturesFolder} (set EDITREWARD_FIXTURES).`);
  describe.skipIf(!present)(name, define);
}
