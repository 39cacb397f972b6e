import type { Reporter, TestModule } from 'vitest/node';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Prints one last line for machines and for people in a hurry: `123 passed, 0 failed, 4 skipped`. What breaks outside a
 * test (a file that does not load, a hook, a stray rejection, the build) counts as one failure each: 0 failed means well.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const { passed, failed, skipped } = countTests(modules);
    // At exit, because vitest still writes after the run has ended, e.g. about handles that keep it open.
    process.once('exit', (exitCode) => {
      const failures = Math.max(failed + unhandledErrors.length, exitCode === 0 ? 0 : 1);
      console.log(`${passed} passed, ${failures} failed, ${skipped} skipped`);
    });
  }
}

function countTests(modules: readonly TestModule[]): Counts {
  const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
  const count = (state: string): number => states.filter((other) => other === state).length;
  return {
    passed: count('passed'),
    failed: count('failed') + brokenSuites(modules),
    skipped: count('skipped') + count('pending'),
  };
}

/** Files that did not load and suites whose own hooks failed: their tests are reported as skipped. */
function brokenSuites(modules: readonly TestModule[]): number {
  return modules
    .flatMap((module) => [module, ...module.children.allSuites()])
    .filter((suite) => suite.errors().length > 0).length;
}
