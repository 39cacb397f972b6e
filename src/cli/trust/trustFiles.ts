import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import packageJson from '../../../package.json' with { type: 'json' };
import type { TestedDevice, TrustMemory, Verdict } from '../../runtime/trust/trustMemory.ts';
import { makeFolder } from '../makeFolder.ts';

const rewards = v.record(v.string(), v.object({ mu: v.number(), logSigma: v.number() }));
const verdict = v.variant('passed', [
  v.object({ passed: v.literal(true), maxDifference: v.number(), shortTest: rewards }),
  v.object({ passed: v.literal(false), maxDifference: v.number() }),
]);

/**
 * Verdicts of self-tests as files in `folder`: one for each package on each device, so that tasks of a cluster which begin at
 * once do not write into one. What cannot be read or written is not remembered. `isAnew`: nothing is recalled, all is written.
 */
export function createTrustFiles(folder: string, isAnew = false): TrustMemory {
  return {
    async recall(device) {
      if (isAnew) return undefined;
      const text = await readFile(pathOf(folder, device), 'utf8').catch(() => '');
      return parse(text);
    },
    async remember(device, found) {
      const path = pathOf(folder, device);
      // Whole, or not at all: another task may read it now.
      const part = `${path}.${process.pid}`;
      await makeFolder(folder)
        .then(() => writeFile(part, `${JSON.stringify(found)}\n`))
        .then(() => rename(part, path))
        .catch(() => undefined);
    },
  };
}

function parse(text: string): Verdict | undefined {
  try {
    const parsed = v.safeParse(verdict, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/** This program's version is in it, too: another one may have other graphs in use, or another short test. */
function pathOf(folder: string, device: TestedDevice): string {
  const { manifestSha256, provider, features, operators, identity } = device;
  const key = [packageJson.version, manifestSha256, provider, features, operators, identity];
  return join(folder, `${createHash('sha256').update(JSON.stringify(key)).digest('hex')}.json`);
}
