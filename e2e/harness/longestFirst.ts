import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Minutes each. Begun last, one of these would leave a core idle; Vitest alone goes by the length of the file. */
const LONGEST = ['parity', 'trust', 'parityQwen3', 'otherBrowsers', 'batch', 'parityHpsv3', 'streaming', 'nodeGpu'];

/** Starts the long files of the browser's tests first, where no former run says which those are. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- This is Vitest's method, and it sorts a copy.
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

function placeOf({ moduleId, project }: TestSpecification): number {
  const place = project.name === 'e2e' ? LONGEST.indexOf(basename(moduleId, '.test.ts')) : -1;
  return place === -1 ? LONGEST.length : place;
}
