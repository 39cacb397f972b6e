import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, it } from 'vitest';

const stated = v.object({ version: v.string() });

it('is the same wherever it stands', () => {
  const { version } = v.parse(stated, JSON.parse(read('package.json')));
  const lock = v.parse(stated, JSON.parse(read('package-lock.json')));
  const [, released, date] = /^## (\d\S*) - (\S+)$/m.exec(read('CHANGELOG.md')) ?? [];
  const cited = /^version: (.*)$/m.exec(read('CITATION.cff'))?.[1];
  const citedDate = /^date-released: (.*)$/m.exec(read('CITATION.cff'))?.[1];
  expect({ lock: lock.version, released, cited, citedDate }).toEqual({
    lock: version,
    released: version,
    cited: version,
    citedDate: date,
  });
});

function read(path: string): string {
  return readFileSync(path, 'utf8');
}
