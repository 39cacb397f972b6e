import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Minutes each. Begun last, one of these would leave a core idle; Vitest alone goes by the length of the file. */
const LONGEST = ['parityQwen3', 'parity', 'parityHpsv3', 'trust', 'otherBrowsers', 'batch', 'streaming', 'nodeGpu'];
const PATHS = LONGEST.map((name) => `/e2e/${name}.test.ts`);

/** Starts the long files of tests first, where a former run does not say which those are. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- This is Vitest's method, and it sorts a copy.
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

function isLong({ moduleId }: TestSpecification): boolean {
  return PATHS.some((path) => moduleId.endsWith(path));
}
