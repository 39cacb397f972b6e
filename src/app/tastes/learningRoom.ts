import { messageOf } from '../../core/errors.ts';
import type { TrainingKind } from '../../taste/trainTaste.ts';
import { loadedModel } from '../model/modelState.ts';
import { createStore, type Readable } from '../ui/store.ts';
import { createThrottle, PROGRESS_EVERY_MS } from '../ui/throttle.ts';
import { openVoteStore, type VoteStore } from '../votes/voteStore.ts';
import { learnTaste, type Learned, type LearningStep } from './learnTaste.ts';
import type { Material } from './material.ts';
import type { TastesHost } from './tastesHost.ts';

const OTHER_MODEL = 'The training ended, because another model or taste came into use. What was looked at is kept.';

/** What is asked for. */
export interface Wish {
  /** What is learned from; pictures of votes are in the store. */
  readonly material: (store: VoteStore) => Material;
  readonly name: string;
  readonly seed: number;
  readonly kind: TrainingKind;
}

export interface LearningState {
  /** Undefined while nothing is learned. */
  readonly step: LearningStep | undefined;
  /** What waits to be kept, or to be seen. */
  readonly result: LearningResult | undefined;
  /** Why the last one came to nothing. */
  readonly error: string | undefined;
}

export interface LearningResult extends Learned {
  /** As it was wished for. */
  readonly name: string;
  /** The package that it is for. */
  readonly manifestSha256: string;
}

/** One training at a time; it goes on while other pages are in sight, and ends where another model comes into use. */
export interface LearningRoom extends Readable<LearningState> {
  /** Never rejects. Nothing happens without a model, or while something is learned. */
  learn(wish: Wish): Promise<void>;
  cancel(): void;
  /** The result is kept, or not wanted. */
  forget(): void;
}

const rooms = new WeakMap<TastesHost, LearningRoom>();

/** The one of a page, made when it is first asked for. */
export function learningOf(host: TastesHost): LearningRoom {
  const found = rooms.get(host) ?? createLearningRoom(host);
  rooms.set(host, found);
  return found;
}

const AT_REST: LearningState = { step: undefined, result: undefined, error: undefined };

function createLearningRoom({ teacher, model: models, tellLearning }: TastesHost): LearningRoom {
  const { getState, subscribe, dispatch } = createStore((_: LearningState, next: LearningState) => next, AT_REST);
  let running = new AbortController();

  const show = (next: LearningState) => {
    dispatch(next);
    tellLearning(next.step !== undefined || next.result?.training.heldOut?.isBetter === true);
  };

  async function learn({ material, ...wish }: Wish): Promise<void> {
    const model = loadedModel(models.getState());
    if (!model || getState().step) return;
    running = new AbortController();
    const { signal } = running;
    let why: string | undefined;
    // What two models saw must not be learned from together.
    const stop = models.subscribe(() => {
      if (loadedModel(models.getState()) === model || signal.aborted) return;
      why = OTHER_MODEL;
      running.abort();
    });
    const { result: unkept } = getState();
    show({ ...AT_REST, step: { what: 'looking', done: 0, total: 0 } });
    const steps = createThrottle<LearningStep>(PROGRESS_EVERY_MS, (step) => show({ ...AT_REST, step }));
    try {
      const learned = await inVotes((store) =>
        learnTaste({ ...wish, material: material(store), store, teacher, model }, { signal, onStep: steps.push }),
      ).finally(steps.stop);
      show({ ...AT_REST, result: { ...learned, name: wish.name, manifestSha256: model.manifestSha256 } });
    } catch (error) {
      // What waited to be kept is not lost by a training that comes to nothing.
      show({ ...AT_REST, result: unkept, error: signal.aborted ? why : messageOf(error) });
    } finally {
      stop();
    }
  }

  return { getState, subscribe, learn, cancel: () => running.abort(), forget: () => show(AT_REST) };
}

async function inVotes<Result>(work: (store: VoteStore) => Promise<Result>): Promise<Result> {
  const store = await openVoteStore();
  try {
    return await work(store);
  } finally {
    store.close();
  }
}
