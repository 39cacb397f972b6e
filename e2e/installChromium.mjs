// Makes sure that the end-to-end tests have a browser, and Vulkan's loader, with which its software GPU serves the command line
// too; `npm test` runs it first. It does nothing when both are found.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { register } from 'tsx/esm/api';

register();
const { findChromium } = await import('./harness/findChromium.ts');
const { findSwiftShader } = await import('../src/testing/swiftShader.ts');

const canUseApt = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
const playwrightFolder = dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'));

const ways = [
  { name: 'apt-get', usable: canUseApt, install: installFromDebian },
  { name: 'playwright-core', usable: true, install: downloadFromPlaywright },
];

for (const way of ways) {
  if (findChromium()) break;
  if (way.usable) attempt(way);
}
if (!findChromium()) {
  console.error(
    'The end-to-end tests need Chromium or Chrome, and it could not be installed. Do one of these, then run `npm test` again:\n' +
      '  - Debian, Ubuntu:  sudo apt-get install chromium\n' +
      '  - any system:      npx playwright-core install --with-deps chromium\n' +
      '  - one you have:    set CHROMIUM_PATH to its executable\n' +
      '`npm run test:unit` runs the tests that need no browser.',
  );
  process.exit(1);
}

const missing = () => findSwiftShader(findChromium()).missing;
if (missing() && canUseApt) attempt({ name: 'apt-get', what: "Vulkan's loader", install: () => aptGet('libvulkan1') });
if (missing()) console.warn(`Tests of the command line on a GPU will be skipped: ${missing()}.`);

function installFromDebian() {
  // A page without any font has no text.
  aptGet('chromium', 'fonts-liberation', 'libvulkan1');
}

/** Without what they recommend, which is a desktop. */
function aptGet(...packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update'], env);
  run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], env);
}

/** Its download brings no system libraries; it can ask apt-get for them. */
function downloadFromPlaywright() {
  const withLibraries = canUseApt ? ['--with-deps'] : [];
  run(process.execPath, [join(playwrightFolder, 'cli.js'), 'install', ...withLibraries, 'chromium']);
}

function attempt({ name, what = 'Chromium', install }) {
  console.log(`${what} was not found; installing it with ${name}.`);
  try {
    install();
  } catch (error) {
    console.error(`${name} did not install ${what}: ${error instanceof Error ? error.message : error}`);
  }
}

function run(command, args, env = process.env) {
  execFileSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
}
