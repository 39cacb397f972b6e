import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Which layers a layer may import: the table of ARCHITECTURE.md, written a second time to hold the lint to it. */
const ALLOWED = {
  core: [],
  evaluation: ['core'],
  formats: ['core'],
  convert: ['core', 'formats'],
  storage: ['core', 'rpc'],
  rpc: ['core', 'evaluation'],
  runtime: ['core', 'storage', 'rpc'],
  client: ['core', 'rpc'],
  app: ['core', 'evaluation', 'formats', 'rpc', 'client'],
  widget: ['core', 'rpc', 'client'],
  cli: ['core', 'evaluation', 'formats', 'convert', 'storage', 'runtime', 'node:fs'],
  offline: ['core', 'rpc'],
  build: ['core', 'rpc', 'offline', 'node:fs'],
  workers: ['core', 'evaluation', 'formats', 'convert', 'storage', 'rpc', 'runtime', 'offline'],
} as const;
const layers = Object.keys(ALLOWED);

/** Every layer as seen from a file in a folder of its own, and Node. */
const targets = [...layers.map((layer) => [layer, importPath(layer)] as const), ['node:fs', 'node:fs'] as const];

const lintReport = v.object({ diagnostics: v.array(v.object({ code: v.string(), filename: v.string() })) });

describe('the lint', () => {
  let project: string;
  let rejected: ReadonlySet<string>;

  // In a folder outside the repository, so that a lint of the repository that runs meanwhile does not see it.
  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'editreward-layers-'));
    await copyFile('.oxlintrc.json', join(project, '.oxlintrc.json'));
    for (const layer of layers) await writeImports(join(project, folderOf(layer), 'room'));
    rejected = await lint(project);
  });
  afterAll(() => rm(project, { recursive: true, force: true }));

  it.each(Object.entries(ALLOWED))('lets %s import %j and nothing else', (layer, allowed) => {
    const accepted = targets.map(([name]) => name).filter((name) => !rejected.has(`${layer} imports ${name}`));
    expect(accepted.filter((name) => name !== layer).toSorted()).toEqual([...allowed].toSorted());
  });
});

function folderOf(layer: string): string {
  return layer === 'workers' ? 'workers' : join('src', layer);
}

function importPath(layer: string): string {
  return layer === 'workers' ? '../../../workers/scorer.ts' : `../../${layer}/room/thing.ts`;
}

/** One file an import, named by what it imports. */
async function writeImports(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, path] of targets) {
    await writeFile(join(folder, `${name.replace(':', '-')}.ts`), `export { thing } from '${path}';\n`);
  }
}

/** Sentences like `core imports runtime`, for each import that the lint refuses. */
async function lint(project: string): Promise<ReadonlySet<string>> {
  const { diagnostics } = v.parse(lintReport, JSON.parse(await runOxlint(project)));
  const layerRule = diagnostics.filter(({ code }) => code.includes('no-restricted-imports'));
  return new Set(
    layerRule.map(({ filename }) => {
      const layer = basename(dirname(dirname(filename)));
      return `${layer} imports ${basename(filename, '.ts').replace('node-', 'node:')}`;
    }),
  );
}

/** Its exit code says that there are errors, which is the point here. */
function runOxlint(project: string): Promise<string> {
  const oxlint = resolve('node_modules/oxlint/bin/oxlint');
  return new Promise((done) => {
    execFile(process.execPath, [oxlint, '--format', 'json'], { cwd: project }, (_error, stdout) => done(stdout));
  });
}
