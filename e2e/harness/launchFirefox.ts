import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { driveTab, type DrivenTab, type Send } from './webDriver.ts';

/** By name, as `about:config` shows them. */
export type FirefoxSettings = Readonly<Record<string, boolean | number | string>>;

/** A test browser that asks nobody anything. */
const QUIET: FirefoxSettings = {
  'marionette.port': 0,
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.enabled': false,
};

const START_TIMEOUT_MS = 60_000;
const POLL_MS = 50;

/**
 * A stock Firefox without a window, driven over Marionette: the protocol behind geckodriver, which Debian does not have. It
 * takes WebDriver's commands as JSON over a socket. `eager`: `goTo` resolves when the document is parsed.
 * https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
 */
export async function launchFirefox(
  executable: string,
  settings: FirefoxSettings = {},
  pageLoadStrategy: 'normal' | 'eager' = 'normal',
): Promise<DrivenTab> {
  const profile = await mkdtemp(join(tmpdir(), 'editreward-firefox-'));
  await writeFile(join(profile, 'user.js'), userJs({ ...QUIET, ...settings }));
  const args = ['--headless', '--marionette', '--no-remote', '--profile', profile, 'about:blank'];
  const browser = spawn(executable, args, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => browser.once('exit', () => resolve()));
  const socket = connect(await portOf(profile), '127.0.0.1');
  const send = marionette(socket);
  await send('NewSession', { pageLoadStrategy });
  return driveTab(send, async () => {
    socket.destroy();
    browser.kill();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  });
}

function userJs(settings: FirefoxSettings): string {
  const lines = Object.entries(settings).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  return lines.join('\n');
}

/** Firefox writes it down once it listens. */
async function portOf(profile: string): Promise<number> {
  const end = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < end) {
    const port = await readFile(join(profile, 'MarionetteActivePort'), 'utf8').catch(() => '');
    if (port !== '') return Number(port);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`Firefox did not listen within ${START_TIMEOUT_MS / 1000} s.`);
}

interface MarionetteError {
  readonly error: string;
  readonly message: string;
}

/** `[1, id, error, result]` answers `[0, id, command, parameters]`; each goes behind its length in bytes and a colon. */
function marionette(socket: Socket): Send {
  const waiting = new Map<number, (error: MarionetteError | null, result: unknown) => void>();
  let lastId = 0;
  readMessages(socket, (message) => {
    if (!Array.isArray(message)) return; // the greeting
    const [, id, error, result] = message;
    waiting.get(id)?.(error, result);
    waiting.delete(id);
  });
  socket.once('close', () => {
    for (const settle of waiting.values()) settle({ error: 'closed', message: 'Firefox is gone' }, undefined);
  });
  return (command, parameters = {}) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, (error, result) =>
        error ? reject(new Error(`${command}: ${error.error}: ${error.message}`)) : resolve(valueOf(result)),
      );
      const text = JSON.stringify([0, id, `WebDriver:${command}`, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
}

function valueOf(result: unknown): unknown {
  return typeof result === 'object' && result !== null && 'value' in result ? result.value : result;
}

function readMessages(socket: Socket, onMessage: (message: unknown) => void): void {
  let pending = Buffer.alloc(0);
  socket.on('data', (data) => {
    pending = Buffer.concat([pending, data]);
    for (let colon = pending.indexOf(':'); colon > 0; colon = pending.indexOf(':')) {
      const end = colon + 1 + Number(pending.subarray(0, colon));
      if (pending.byteLength < end) return;
      const text = pending.subarray(colon + 1, end).toString();
      pending = pending.subarray(end);
      onMessage(JSON.parse(text));
    }
  });
}
