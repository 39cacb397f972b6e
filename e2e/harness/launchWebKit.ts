import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { driveTab, type Command, type DrivenTab, type Send } from './webDriver.ts';

/** WebDriver's address of each command, within a session. */
const ROUTES: Readonly<Record<Exclude<Command, 'NewSession' | 'ElementSendKeys'>, readonly [string, string]>> = {
  SetTimeouts: ['POST', '/timeouts'],
  Navigate: ['POST', '/url'],
  ExecuteAsyncScript: ['POST', '/execute/async'],
  FindElement: ['POST', '/element'],
  DeleteSession: ['DELETE', ''],
};

const START_TIMEOUT_MS = 60_000;
const POLL_MS = 50;

/** The stock WebKitGTK, in a screen of its own that nobody sees: it has no mode without a window. */
export async function launchWebKit([driver, xvfb]: readonly string[]): Promise<DrivenTab> {
  const screen = start(String(xvfb), ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp']);
  const display = await firstLine(screen);
  const port = await freePort();
  const service = start(String(driver), [`--port=${port}`], { DISPLAY: `:${display}` });
  const url = `http://127.0.0.1:${port}`;
  const { sessionId } = (await untilAnswered(url)) as { readonly sessionId: string };
  return driveTab(webDriver(`${url}/session/${sessionId}`), async () => {
    for (const process of [service, screen]) await end(process);
  });
}

function start(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...env } });
}

function firstLine({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    stdout?.once('data', (data) => resolve(String(data).trim()));
    stdout?.once('end', () => reject(new Error('Xvfb did not start.')));
  });
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    if (!child.kill()) resolve();
  });
}

/** The driver takes no 0 for "any". */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** The driver listens a moment after it has started. */
async function untilAnswered(url: string): Promise<unknown> {
  const give = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      return await request(`${url}/session`, 'POST', { capabilities: {} });
    } catch (error) {
      if (Date.now() > give) throw error;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}

function webDriver(session: string): Send {
  return (command, parameters = {}) => {
    if (command === 'ElementSendKeys')
      return request(`${session}/element/${parameters['id']}/value`, 'POST', parameters);
    if (command === 'NewSession') throw new Error('The session is there.');
    const [method, path] = ROUTES[command];
    return request(session + path, method, parameters);
  };
}

interface DriverError {
  readonly error: string;
  readonly message: string;
}

async function request(url: string, method: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, { method, ...(method === 'POST' && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { readonly value: unknown };
  if (response.ok) return value;
  const { error, message } = value as DriverError;
  throw new Error(`${url}: ${error}: ${message}`);
}
