import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where programs keep what they can do without: `EDITREWARD_CACHE`, or the platform's folder with one of ours in it. */
export function cacheFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform = process.platform,
  home = homedir(),
): string {
  if (env['EDITREWARD_CACHE']) return env['EDITREWARD_CACHE'];
  return join(platformFolder(env, platform, home), 'editreward');
}

function platformFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  if (env['XDG_CACHE_HOME']) return env['XDG_CACHE_HOME'];
  if (platform === 'darwin') return join(home, 'Library', 'Caches');
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
  return join(home, '.cache');
}
