import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import packageLock from '../package-lock.json' with { type: 'json' };

it('is the same wherever it stands', () => {
  const [, released, date] = /^## (\d\S*) - (\S+)$/m.exec(readFileSync('CHANGELOG.md', 'utf8')) ?? [];
  const citation = readFileSync('CITATION.cff', 'utf8');
  const stated = {
    lock: packageLock.version,
    changelog: released,
    citation: /^version: (.*)$/m.exec(citation)?.[1],
    citationDate: /^date-released: (.*)$/m.exec(citation)?.[1],
  };
  const { version } = packageJson;
  expect(stated).toEqual({ lock: version, changelog: version, citation: version, citationDate: date });
});
