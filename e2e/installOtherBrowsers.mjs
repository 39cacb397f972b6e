// Fetches Firefox and WebKitGTK for the end-to-end tests where it is allowed to; without them their tests are skipped.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { register } from 'tsx/esm/api';

register();
const { findOtherBrowsers } = await import('./harness/findOtherBrowsers.ts');

const canUseApt = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
const missing = () => findOtherBrowsers().filter(({ programs }) => programs === undefined);

if (canUseApt && missing().length > 0) install(missing().flatMap(({ packages }) => packages));
for (const { name, packages } of missing()) {
  console.warn(
    `Tests in ${name} will be skipped: it is not installed. Debian, Ubuntu: apt-get install ${packages.join(' ')}`,
  );
}

function install(packages) {
  try {
    aptGet('update');
    aptGet('install', '-y', '--no-install-recommends', ...packages);
  } catch (error) {
    console.warn(`apt-get did not install ${packages.join(' ')}: ${error instanceof Error ? error.message : error}`);
  }
}

function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], env });
}
