import { parseArgs } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { AbortError, EditRewardError } from '../core/errors.ts';
import { UsageError, type Command } from './command.ts';
import { runCommand } from './runCommand.ts';

/** A command that does what its first word says. */
const act: Command = {
  name: 'act',
  summary: 'Act as told',
  help: 'Usage: editreward act <how>\n\nActs.',
  async run(args) {
    const { positionals } = parseArgs({ args, options: { loud: { type: 'boolean' } }, allowPositionals: true });
    if (positionals[0] === 'wrongly') throw new UsageError('How is unclear.');
    if (positionals[0] === 'badly') throw new EditRewardError('The file is damaged.');
    if (positionals[0] === 'half') throw new AbortError();
    if (positionals[0] === 'buggily') throw new RangeError('index 7');
    return positionals[0] === 'in vain' ? 1 : 0;
  },
};
const wait: Command = { name: 'wait', summary: 'Wait', help: 'Usage: editreward wait', run: async () => 0 };

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const code = await runCommand(args, [act, wait], {
    out: (text) => (written.out += text),
    err: (text) => (written.err += text),
  });
  return { code, ...written };
}

describe('runCommand', () => {
  it('runs the named command and passes its exit code on', async () => {
    expect(await run('act', 'well')).toEqual({ code: 0, out: '', err: '' });
    expect(await run('act', 'in vain')).toEqual({ code: 1, out: '', err: '' });
  });

  it.each(['--help', '-h', 'help'])('lists the commands on %s', async (word) => {
    const { code, out, err } = await run(word);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('  act   Act as told\n  wait  Wait\n');
  });

  it('lists the commands as an error when there is no word at all', async () => {
    const { code, out, err } = await run();
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('Usage: editreward <command>');
  });

  it("prints a command's help and does not run it", async () => {
    expect(await run('act', 'badly', '--help')).toEqual({ code: 0, out: act.help, err: '' });
  });

  it('takes what stands after -- for no option', async () => {
    expect(await run('act', '--', '--help')).toEqual({ code: 0, out: '', err: '' });
  });

  it('names an unknown command and an unknown option', async () => {
    expect(await run('ponder')).toEqual({
      code: 2,
      out: '',
      err: 'editreward: There is no command "ponder".\nUsage: editreward <command> [options]',
    });
    expect((await run('--loud')).err).toContain('There is no option "--loud".');
  });

  it("counts a command's usage errors and those of parseArgs as wrong usage", async () => {
    expect(await run('act', 'wrongly')).toMatchObject({
      code: 2,
      err: 'editreward: How is unclear.\nUsage: editreward act <how>',
    });
    expect(await run('act', '--quiet')).toMatchObject({ code: 2, err: expect.stringContaining("'--quiet'") });
  });

  it('explains a failure by its message alone, a bug too, and that with its stack for who asks for it', async () => {
    expect(await run('act', 'badly')).toEqual({ code: 1, out: '', err: 'editreward: The file is damaged.' });
    const bug = await run('act', 'buggily');
    expect(bug.code).toBe(1);
    expect(bug.err).toBe(
      'editreward: something failed that was not expected (RangeError: index 7). ' +
        'Run it with EDITREWARD_STACK=1 to see where, and please report that.',
    );
    vi.stubEnv('EDITREWARD_STACK', '1');
    expect((await run('act', 'buggily')).err).toMatch(/RangeError: index 7\n\s+at /);
    vi.unstubAllEnvs();
  });

  it('exits as shells count an interrupted program when the work was cancelled', async () => {
    expect(await run('act', 'half')).toEqual({ code: 130, out: '', err: 'editreward: The work was cancelled.' });
  });
});
