import type { Backend, InferenceSession } from './session.ts';

/** Runs of a session, and how long they took together. */
export interface SessionRuns {
  readonly runs: number;
  readonly ms: number;
}

/** Runs of no session. */
const NONE: SessionRuns = { runs: 0, ms: 0 };

/**
 * Counts the runs of a backend's sessions. While a session runs the device is busy; between runs it waits for whoever
 * prepares the next one. Handing a run over to the device counts as busy, too: nobody tells the two apart from outside.
 */
export class RunClock {
  readonly #now: () => number;
  readonly #byGraph = new Map<string, SessionRuns>();
  #underWay = 0;
  #sinceMs = 0;
  #busyMs = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** The backend, with each run of its sessions counted. */
  watch(backend: Backend): Backend {
    return {
      ...backend,
      createSession: async (files, reader) =>
        this.#watchSession(files.graph, await backend.createSession(files, reader)),
    };
  }

  /** Milliseconds in which at least one session ran. */
  get busyMs(): number {
    return this.#busyMs + (this.#underWay > 0 ? this.#now() - this.#sinceMs : 0);
  }

  /** Runs of the sessions whose graph's path begins so; without, of all. */
  of(prefix = ''): SessionRuns {
    return [...this.#byGraph]
      .filter(([graph]) => graph.startsWith(prefix))
      .reduce((sum, [, { runs, ms }]) => ({ runs: sum.runs + runs, ms: sum.ms + ms }), NONE);
  }

  #watchSession(graph: string, session: InferenceSession): InferenceSession {
    return {
      ...session,
      run: async (feeds, fetches) => {
        const startMs = this.#begin();
        try {
          return await session.run(feeds, fetches);
        } finally {
          this.#end(graph, startMs);
        }
      },
    };
  }

  #begin(): number {
    const startMs = this.#now();
    if (this.#underWay++ === 0) this.#sinceMs = startMs;
    return startMs;
  }

  #end(graph: string, startMs: number): void {
    const endMs = this.#now();
    const { runs, ms } = this.#byGraph.get(graph) ?? NONE;
    this.#byGraph.set(graph, { runs: runs + 1, ms: ms + endMs - startMs });
    if (--this.#underWay === 0) this.#busyMs += endMs - this.#sinceMs;
  }
}
