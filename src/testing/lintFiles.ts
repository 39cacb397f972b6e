import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import * as v from 'valibot';

const lintReport = v.object({ diagnostics: v.array(v.object({ code: v.string(), filename: v.string() })) });

/** What a rule says of these files, given by path: the paths that it refuses. They are linted as if they were this repository. */
export async function lintFiles(files: Readonly<Record<string, string>>, rule: string): Promise<ReadonlySet<string>> {
  // In a folder outside the repository, so that a lint of the repository that runs meanwhile does not see it.
  const project = await mkdtemp(join(tmpdir(), 'editreward-lint-'));
  try {
    await copyFile('.oxlintrc.json', join(project, '.oxlintrc.json'));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(join(project, dirname(path)), { recursive: true });
      await writeFile(join(project, path), text);
    }
    const { diagnostics } = v.parse(lintReport, JSON.parse(await runOxlint(project)));
    return new Set(diagnostics.filter(({ code }) => code.includes(rule)).map(({ filename }) => filename));
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}

/** What it says of every layer's imports of every other: some KB for each. Node would cut it off at 1 MB. */
const MAX_REPORT_BYTES = 64 * 2 ** 20;

/** Its exit code says that there are errors, which is the point here. */
function runOxlint(project: string): Promise<string> {
  const oxlint = resolve('node_modules/oxlint/bin/oxlint');
  return new Promise((done) => {
    const options = { cwd: project, maxBuffer: MAX_REPORT_BYTES };
    execFile(process.execPath, [oxlint, '--format', 'json'], options, (_error, stdout) => done(stdout));
  });
}
