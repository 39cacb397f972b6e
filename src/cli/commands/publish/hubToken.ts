import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { EditRewardError } from '../../../core/errors.ts';

/** There is no token of the hub, or what stands in its place is none. Its text is never shown. */
export class HubTokenError extends EditRewardError {
  override readonly name = 'HubTokenError';
}

/** As Python's `huggingface_hub` does: the first that is set. */
const VARIABLES = ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN'] as const;

const HOW =
  'Make one that may write on https://huggingface.co/settings/tokens, and set HF_TOKEN or run `hf auth login`.';

/** The user's token: from the environment, or from where `hf auth login` keeps it. Throws {@link HubTokenError}. */
export async function findHubToken(env: NodeJS.ProcessEnv = process.env, home = homedir()): Promise<string> {
  for (const name of VARIABLES) {
    const value = env[name]?.trim();
    if (value) return checked(value, name);
  }
  const path = tokenPath(env, home);
  const kept = (await readFile(path, 'utf8').catch(() => '')).trim();
  if (kept !== '') return checked(kept, path);
  throw new HubTokenError(`There is no token for Hugging Face, in ${VARIABLES.join(' or ')} or in ${path}. ${HOW}`);
}

function tokenPath(env: NodeJS.ProcessEnv, home: string): string {
  if (env['HF_TOKEN_PATH']) return env['HF_TOKEN_PATH'];
  const folder = env['HF_HOME'] || join(env['XDG_CACHE_HOME'] || join(home, '.cache'), 'huggingface');
  return join(folder, 'token');
}

function checked(token: string, where: string): string {
  if (/^hf_[!-~]+$/.test(token)) return token;
  throw new HubTokenError(`What stands in ${where} is no token of Hugging Face: those begin with hf_. ${HOW}`);
}
