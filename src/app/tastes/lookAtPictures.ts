import { digestBytes } from '../../core/bytes/sha256.ts';
import { EditRewardError, throwIfAborted } from '../../core/errors.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import type { IdentifiedOutcome } from '../../core/score/outcome.ts';
import { inputKeyOf } from '../../core/score/preparedInput.ts';
import type { ImageInput, ImageOrientation } from '../../core/score/scoreRequest.ts';
import type { States, VoteStore } from '../votes/voteStore.ts';
import type { Material, MaterialPicture, MaterialRequest, SeenPicture, SeenRequest } from './material.ts';
import type { Teacher } from './tastesHost.ts';

/** Who looks, and where it is kept what was seen. */
export interface Looking {
  readonly teacher: Pick<Teacher, 'score'>;
  /** The one in use. */
  readonly model: ModelStatus['model'];
  readonly store: Pick<VoteStore, 'states' | 'keepStates'>;
}

export interface LookHooks {
  readonly signal: AbortSignal;
  readonly onLooked: (done: number, total: number) => void;
}

export interface Looked {
  /** What the heads read: by row, a hidden state for each prompt. */
  readonly states: readonly States[];
  /** In the order of the requests. */
  readonly seen: readonly SeenRequest[];
  /** Pictures that are not there, or that the model refused. */
  readonly missing: number;
}

/**
 * Has the model look at each picture that it has not seen. What it sees is kept at once, so a cancel loses nothing. Throws as the
 * scorer does, and `AbortError`.
 */
export async function lookAtPictures(material: Material, looking: Looking, hooks: LookHooks): Promise<Looked> {
  const total = material.requests.reduce((sum, { pictures }) => sum + pictures.length, 0);
  const look = new Look(looking, hooks, total);
  const seen: SeenRequest[] = [];
  for (const request of material.requests) seen.push(await look.at(request));
  const found = seen.reduce((sum, { pictures }) => sum + pictures.filter((one) => one !== undefined).length, 0);
  return { states: look.states, seen, missing: total - found };
}

/** A picture whose bytes are known. */
interface KnownPicture {
  readonly sha256: string;
  readonly input: () => Promise<ImageInput | undefined>;
}

class Look {
  readonly states: States[] = [];
  /** By the key of what was seen: what is the same is one row. */
  readonly #rows = new Map<string, number>();
  readonly #looking: Looking;
  readonly #hooks: LookHooks;
  readonly #total: number;
  #done = 0;

  constructor(looking: Looking, hooks: LookHooks, total: number) {
    this.#looking = looking;
    this.#hooks = hooks;
    this.#total = total;
  }

  async at({ instruction, orientation, source, pictures }: MaterialRequest): Promise<SeenRequest> {
    throwIfAborted(this.#hooks.signal);
    const before = this.#done;
    const known = source && (await identify(source));
    const sourceSha256 = known?.sha256;
    const request = { instruction, orientation, source: known };
    // Without its source no edit can be looked at.
    const seen = source && !known ? pictures.map(() => undefined) : await this.#ofRequest(request, pictures);
    this.#tell(before + pictures.length - this.#done);
    return { sourceSha256, pictures: seen };
  }

  async #ofRequest(request: KnownRequest, pictures: readonly MaterialPicture[]): Promise<(SeenPicture | undefined)[]> {
    const keys: (readonly [string, string] | undefined)[] = [];
    const unseen = new Map<string, ImageInput>();
    for (const picture of pictures) {
      throwIfAborted(this.#hooks.signal);
      const known = await identify(picture);
      const key = known && (await this.#keyOf(request, known.sha256));
      keys.push(known && key !== undefined ? [known.sha256, key] : undefined);
      if (!known || key === undefined || unseen.has(key)) continue;
      if (await this.#recall(key)) this.#tell(1);
      else {
        const input = await known.input();
        if (input) unseen.set(key, input);
      }
    }
    await this.#score(request, unseen);
    return keys.map((one) => {
      const row = one && this.#rows.get(one[1]);
      return one && row !== undefined ? { sha256: one[0], row } : undefined;
    });
  }

  /** Whether it was seen before. */
  async #recall(key: string): Promise<boolean> {
    if (this.#rows.has(key)) return true;
    const states = await this.#looking.store.states(key);
    if (states) this.#take(key, states);
    return states !== undefined;
  }

  #take(key: string, states: States): void {
    this.#rows.set(key, this.states.length);
    this.states.push(states);
  }

  async #score(
    { instruction, orientation, source }: KnownRequest,
    unseen: ReadonlyMap<string, ImageInput>,
  ): Promise<void> {
    const image = await source?.input();
    if (unseen.size === 0 || (source && !image)) return;
    const { teacher, store } = this.#looking;
    const keys = [...unseen.keys()];
    const keeping: Promise<void>[] = [];
    const keep = (key: string | undefined, { states }: IdentifiedOutcome) => {
      this.#tell(1);
      if (key === undefined || !states) return;
      this.#take(key, states);
      // Where there is no more room it is looked at again the next time: that must not end this one.
      keeping.push(store.keepStates(key, states).catch(() => undefined));
    };
    const request = {
      source: image,
      candidates: [...unseen.values()],
      instruction,
      orientation,
      withStates: true,
    };
    try {
      await teacher.score(request, {
        signal: this.#hooks.signal,
        // Each outcome is told once.
        onProgress: (progress) => progress.type === 'outcome' && keep(keys[progress.candidate], progress.outcome),
      });
    } catch (error) {
      // A source or a text that the model refuses must not keep all other votes from teaching.
      if (!(error instanceof EditRewardError && isOfRequest(error))) throw error;
    } finally {
      await Promise.all(keeping);
    }
  }

  #keyOf({ source, ...request }: KnownRequest, sha256: string): Promise<string> {
    return statesKey(this.#looking.model, { ...request, source: source?.sha256 }, sha256);
  }

  #tell(more: number): void {
    this.#done += more;
    this.#hooks.onLooked(this.#done, this.#total);
  }
}

interface KnownRequest extends Pick<MaterialRequest, 'instruction' | 'orientation'> {
  readonly source: KnownPicture | undefined;
}

/** Undefined where it is not there. What is read for its digest is not read again. */
async function identify({ name, sha256, read }: MaterialPicture): Promise<KnownPicture | undefined> {
  const inputOf = (blob: Blob | undefined) => blob && { name, blob };
  if (sha256 !== undefined) return { sha256, input: async () => inputOf(await read()) };
  try {
    const blob = await read();
    if (!blob) return undefined;
    const digest = await digestBytes(new Uint8Array(await blob.arrayBuffer()));
    return { sha256: digest, input: async () => inputOf(blob) };
  } catch (error) {
    if (error instanceof EditRewardError && isOfRequest(error)) return undefined;
    throw error;
  }
}

function isOfRequest({ name, kind, file }: EditRewardError): boolean {
  // What nobody expected names the file that it came with, and may be of any other cause.
  return kind === 'text' || (kind === 'input' && file !== undefined && name !== 'UnexpectedError');
}

interface LookedRequest {
  readonly instruction: string;
  /** Of its bytes. */
  readonly source: string | undefined;
  readonly orientation: ImageOrientation;
}

/** Under what is kept that a model saw in a picture: with another source or instruction it sees another thing. */
export function statesKey(
  model: ModelStatus['model'],
  { instruction, source, orientation }: LookedRequest,
  sha256: string,
): Promise<string> {
  const parts = [inputKeyOf(model), instruction, source ?? null, sha256];
  // What was kept before there was another way is upright.
  const text = JSON.stringify(orientation === 'upright' ? parts : [...parts, orientation]);
  return digestBytes(new TextEncoder().encode(text));
}
