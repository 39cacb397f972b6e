import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, type TestBrowser } from './harness/browser.ts';
import { ended } from '../src/testing/commandLine.ts';
import { serveHostPages } from './harness/hostPages.ts';
import { openScorer } from './harness/scorerDriver.ts';

/** The bar: the same worker, bundled by somebody else. */
const SAME_REWARD = 1e-5;
const PICTURES = resolve('public/examples/recolor');
const INSTRUCTION = 'Make the red circle blue';
/** Of the README's example. */
const EDITS = ['done.png', 'wrong-color.png'];

const PACKAGE = 'node_modules/editreward-web';

/** Building, packing and installing 53 MB is slow where others use the disk as well. */
const PACK_TIMEOUT_MS = 600_000;

const site = inject('siteUrl');
let scratch: string;
/** Has nothing but the tarball, and what a test links into it. */
let project: string;
let browser: TestBrowser;
/** Of the site's own worker, on the CPU, which the other page uses as well. */
let expected: readonly number[];

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'editreward-library-'));
  npm('.', 'pack', '--pack-destination', scratch);
  project = join(scratch, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'project', private: true, type: 'module' }));
  const [tarball = ''] = readdirSync(scratch).filter((file) => file.endsWith('.tgz'));
  npm(project, 'install', '--offline', '--ignore-scripts', join(scratch, tarball));
  browser = await launchBrowser(site, { webgpu: false });
  expected = await siteRewards();
}, PACK_TIMEOUT_MS);
afterAll(async () => {
  await browser.close();
  rmSync(scratch, { recursive: true });
});

function npm(folder: string, ...args: string[]): void {
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel', 'error'], { cwd: folder, stdio: 'pipe' });
}

/** Stands for `npm install` of packages that this repository has: the tests need no registry. */
function link(...dependencies: readonly string[]): void {
  for (const dependency of dependencies) {
    const place = join(project, 'node_modules', dependency);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(resolve('node_modules', dependency), place);
  }
}

/** An app's folder in the project. */
function createFolder(name: string): string {
  const folder = join(project, name);
  mkdirSync(folder);
  return folder;
}

async function siteRewards(): Promise<readonly number[]> {
  const own = await serveHostPages({
    folders: [{ prefix: '', folder: PICTURES }],
    headers: { 'Access-Control-Allow-Origin': '*' },
  });
  const scorer = await openScorer(browser);
  await scorer.load(`${site}models/nano/`, { provider: 'wasm' });
  const candidates = EDITS.map((name) => own.url + name);
  const answer = await scorer.score({ source: `${own.url}source.png`, candidates, instruction: INSTRUCTION });
  await Promise.all([scorer.close(), own.close()]);
  if ('error' in answer) throw new Error(answer.error.message);
  return answer.value.outcomes.map((outcome) => (outcome.status === 'scored' ? outcome.score.reward : NaN));
}

function expectSame(rewards: readonly number[]): void {
  expect(rewards).toHaveLength(expected.length);
  for (const [index, reward] of rewards.entries()) {
    expect(Math.abs(reward - (expected[index] ?? NaN))).toBeLessThan(SAME_REWARD);
  }
}

/** As `npm create vite` would have it built: with no configuration. */
async function buildApp(folder: string): Promise<void> {
  await build({ root: folder, configFile: false, logLevel: 'error' });
  cpSync(PICTURES, join(folder, 'dist/pictures'), { recursive: true });
}

async function openApp(folder: string, headers: Record<string, string> = {}) {
  const app = await serveHostPages({ folders: [{ prefix: '', folder }], headers });
  const open = await browser.openPage(`${app.url}index.html`);
  return { ...open, close: () => Promise.all([open.page.close(), app.close()]) };
}

/** The first block of JavaScript in the README's section on the library. */
function readmeExample(): string {
  const [, section = ''] = readFileSync('README.md', 'utf8').split('## As a library');
  return /```js\n(.*?)```/s.exec(section)?.[1] ?? '';
}

describe("the package's types", () => {
  it('hold in a strict project that has nothing else', () => {
    const folder = createFolder('types');
    cpSync('e2e/library/publicApi.ts', join(folder, 'publicApi.ts'));
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(strictConfig(['publicApi.ts'])));
    typeCheck(folder);
    expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'editreward-web',
    ]);
  });
});

/** What the example writes, in whichever page is opened next: it may be done before that one is handed over. */
function rewardsTold() {
  return browser.context.waitForEvent('console', (message) => message.text().startsWith('rewards'));
}

describe('the package in a page', () => {
  it("runs the README's example in a fresh Vite app, with the rewards of our own page", async () => {
    const folder = createFolder('vite-app');
    writeFileSync(join(folder, 'index.html'), '<!doctype html><script type="module" src="/main.js"></script>');
    writeFileSync(join(folder, 'main.js'), readmeExample());
    cpSync(PICTURES, join(folder, 'public'), { recursive: true });
    await buildApp(folder);
    const [app, message] = await Promise.all([openApp(join(folder, 'dist')), rewardsTold()]);
    const [, rewards, , ranks] = await Promise.all(message.args().map((argument) => argument.jsonValue()));
    expectSame(rewards);
    expect(ranks).toEqual([1, 2]);
    expect(app.errors).toEqual([]);
    expect(app.foreignRequests).toEqual([]);
    await app.close();
  });

  it('finds its files beside the worker that is named, where a tool moved the script alone', async () => {
    const folder = createFolder('moved');
    const example = readmeExample()
      .replaceAll(/'editreward-web(\/core)?'/g, (_all, core) => `'./moved/${core ? 'core' : 'index'}.js'`)
      .replace("model: 'nano'", "model: 'nano', workerUrl: 'editreward/scorer.js'");
    writeFileSync(join(folder, 'index.html'), `<!doctype html><script type="module">${example}</script>`);
    cpSync(PICTURES, folder, { recursive: true });
    cpSync(join(project, PACKAGE, 'lib'), join(folder, 'editreward'), { recursive: true });
    for (const script of ['index.js', 'core.js', 'errors.js'])
      cpSync(join(project, PACKAGE, 'lib', script), join(folder, 'moved', script));
    const [app, message] = await Promise.all([openApp(folder), rewardsTold()]);
    expectSame(await message.args()[1]?.jsonValue());
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('brings the widget into a React app, under a policy without unsafe-eval and unsafe-inline', async () => {
    link('react', 'react-dom', 'scheduler', '@types/react', '@types/react-dom', 'csstype');
    const folder = createFolder('react-app');
    cpSync('docs/embedding/react', folder, { recursive: true });
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(strictConfig(['main.tsx'])));
    typeCheck(folder);
    await buildApp(folder);
    const policy =
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; img-src 'self'; connect-src 'self'";
    const app = await openApp(join(folder, 'dist'), { 'Content-Security-Policy': policy });
    await app.page.getByRole('button', { name: 'Score 2 edits' }).click();
    await app.page.getByText(/ is \w+ best|Too close to call/).waitFor();
    const output = app.page.locator('output');
    await expect.poll(() => output.innerText()).not.toBe('');
    expectSame((await output.innerText()).split(', ').map(Number));
    expect(app.errors).toEqual([]);
    expect(app.foreignRequests).toEqual([]);
    await app.close();
  });
});

function strictConfig(files: readonly string[]) {
  return {
    compilerOptions: {
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
      target: 'ES2023',
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
      module: 'NodeNext',
      jsx: 'react-jsx',
      types: [],
    },
    files,
  };
}

/** Throws what the compiler says. */
function typeCheck(folder: string): void {
  try {
    execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', folder], { stdio: 'pipe' });
  } catch (error) {
    throw new Error(String((error as { stdout: Buffer }).stdout), { cause: error });
  }
}

const COMMAND = 'node_modules/.bin/editreward';
const NANO = join(PACKAGE, 'public/models/nano');
const pictures = ['--source', join(PICTURES, 'source.png'), '--edited', ...EDITS.map((name) => join(PICTURES, name))];
const task = [...pictures, '--instruction', INSTRUCTION];

function runNode(folder: string, ...args: string[]) {
  return ended(spawn(process.execPath, args, { cwd: folder }));
}

describe('the package in Node', () => {
  it('has the command, with the rewards of our own page', async () => {
    link('onnxruntime-node', 'onnxruntime-common', 'sharp');
    const { code, out } = await runNode(project, COMMAND, 'score', '--model', NANO, ...task, '--json');
    expect(code).toBe(0);
    const { candidates } = JSON.parse(out) as { candidates: { reward: number }[] };
    expectSame(candidates.map(({ reward }) => reward));
  });

  it('can be imported where there is no page, and computes there', async () => {
    const script = `
      import 'editreward-web';
      import 'editreward-web/widget';
      import { rankByReward } from 'editreward-web/core';
      console.log(rankByReward([1, 3, undefined, 2]).join());`;
    const { code, out, err } = await runNode(project, '--input-type=module', '--eval', script);
    expect([code, out.trim(), err]).toEqual([0, '3,1,,2', '']);
  });
});
