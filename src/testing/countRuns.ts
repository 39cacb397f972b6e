import type { createNodeBackend } from '../cli/nodeBackend.ts';

type Backend = ReturnType<typeof createNodeBackend>;

/** By the part of a model: how often its sessions ran. */
export type Runs = Record<string, number>;

/** For tests: `backend`, whose sessions count each run in what `runsOf` gives then. */
export function countRuns(backend: Backend, runsOf: () => Runs): Backend {
  return {
    ...backend,
    async createSession(files, reader) {
      const session = await backend.createSession(files, reader);
      const part = files.graph.split(/\W/)[0] ?? '';
      return {
        ...session,
        run(feeds, fetches) {
          const runs = runsOf();
          runs[part] = (runs[part] ?? 0) + 1;
          return session.run(feeds, fetches);
        },
      };
    },
  };
}
