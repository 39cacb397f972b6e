import { spawn, type ChildProcess } from 'node:child_process';
import { vi } from 'vitest';
import { commands } from '../cli/commandTable.ts';
import { runCommand } from '../cli/runCommand.ts';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts the command as a user does. Run from the repository's root. */
export function startEditreward(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['src/cli/editreward.mjs', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** One of the lines that come every five seconds where the command takes so long: see `ProgressDisplay`. */
const PROGRESS = /^(?!editreward: ).*: \d+%(?:, .*)?\n/gm;

/** What a slow machine has more on standard error is no matter of a test. */
export const withoutProgress = (text: string): string => text.replace(PROGRESS, '');

export function ended(child: ChildProcess): Promise<Ended> {
  const written = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => (written.out += String(chunk)));
  child.stderr?.on('data', (chunk) => (written.err += String(chunk)));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out: written.out, err: withoutProgress(written.err) }));
  });
}

/** As in a process of its own, but seconds quicker: onnxruntime and transformers are loaded once for all tests. */
export async function editrewardHere(...args: string[]): Promise<Ended> {
  const written = { out: '', err: '' };
  const out = (text: string) => void (written.out += `${text}\n`);
  const err = (text: string) => void (written.err += `${text}\n`);
  const spies = [vi.spyOn(console, 'log').mockImplementation(out), vi.spyOn(console, 'error').mockImplementation(err)];
  try {
    return { code: await runCommand(args, commands, { out, err }), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
