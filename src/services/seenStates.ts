import { digestBytes } from '../core/bytes/sha256.ts';
import type { IdentifiedOutcome } from '../core/score/outcome.ts';
import type { ScoreRequest } from '../core/score/scoreRequest.ts';
import type { Heads } from '../runtime/model/rewardHeads.ts';

/** What the heads read of a candidate. */
type States = readonly Float32Array[];

interface Seen {
  readonly request: ScoreRequest;
  readonly candidate: number;
  readonly states: States;
}

/** As many as someone votes on in a session; their states take some MB. */
const MOST = 256;

/**
 * What the model saw in the pictures that it scored last: whoever trains on them need not have it look again. Pictures are held as the
 * browser's blobs, and are read only when somebody asks.
 */
export class SeenStates {
  #seen: readonly Seen[] = [];

  add(request: ScoreRequest, candidate: number, states: States): void {
    // A batch has too many pictures to hold any of them.
    if (request.withSha256) return;
    this.#seen = [...this.#seen.slice(1 - MOST), { request, candidate, states }];
  }

  /** Another model sees another thing. */
  clear(): void {
    this.#seen = [];
  }

  /** Scores what was seen of `request`: only the heads have something to do. */
  async recall(request: ScoreRequest, heads: Heads, outcomes: Map<number, IdentifiedOutcome>): Promise<void> {
    for (const [candidate, states] of await this.find(request)) {
      const [score] = await heads.read([states]);
      if (score) outcomes.set(candidate, { status: 'scored', score, states });
    }
  }

  /** By its place, each candidate of `request` that was seen with the same source and text, turned in the same way. */
  async find(request: ScoreRequest): Promise<ReadonlyMap<number, States>> {
    const found = new Map<number, States>();
    const alike = this.#seen.filter((seen) => isAlike(seen.request, request));
    if (alike.length === 0) return found;
    const known = new Map<string, States>();
    for (const { request: former, candidate, states } of alike) {
      const key = await keyOf(former, candidate);
      if (key !== undefined) known.set(key, states);
    }
    for (const candidate of request.candidates.keys()) {
      const states = known.get((await keyOf(request, candidate)) ?? '');
      if (states) found.set(candidate, states);
    }
    return found;
  }
}

/** They may show the same: what is cheap to know says nothing against it. */
function isAlike(one: ScoreRequest, other: ScoreRequest): boolean {
  return (
    one.instruction === other.instruction &&
    one.orientation === other.orientation &&
    one.source?.blob.size === other.source?.blob.size
  );
}

/** Undefined where a file cannot be read any more. */
async function keyOf({ source, candidates }: ScoreRequest, candidate: number): Promise<string | undefined> {
  const blobs = [source?.blob, candidates[candidate]?.blob].filter((blob) => blob !== undefined);
  try {
    return (await Promise.all(blobs.map(digestOf))).join(' ');
  } catch {
    return undefined;
  }
}

async function digestOf(blob: Blob): Promise<string> {
  return digestBytes(new Uint8Array(await blob.arrayBuffer()));
}
