import { useEffect, useRef, useState } from 'react';
import { messageOf } from '../../core/errors.ts';
import type { Vote } from '../../core/votes/vote.ts';
import { loadedModel } from '../model/modelState.ts';
import { ModelContext } from '../model/useModel.ts';
import { useRoom } from '../ui/useRoom.ts';
import { openVoteStore, type VoteStore } from '../votes/voteStore.ts';
import { learnFromVotes, type Learned, type LearningHooks, type LearningStep } from './learnFromVotes.ts';
import { TeacherContext } from './teacher.ts';

const OTHER_MODEL = 'The training ended, because another model or taste came into use. What was looked at is kept.';

/** What is asked for. */
export interface Wish {
  readonly votes: readonly Vote[];
  readonly name: string;
  readonly seed: number;
}

/** One training at a time. It ends with the component, and where another model comes into use. */
export function useLearning() {
  const teacher = useRoom(TeacherContext);
  const { store } = useRoom(ModelContext);
  const [step, setStep] = useState<LearningStep>();
  const [learned, setLearned] = useState<Learned>();
  const [error, setError] = useState<string>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function learn(wish: Wish): Promise<void> {
    const model = loadedModel(store.getState());
    if (!model) return;
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    // What two models saw must not be learned from together.
    const stop = store.subscribe(() => {
      if (loadedModel(store.getState()) === model || signal.aborted) return;
      controller.abort();
      setError(OTHER_MODEL);
    });
    setError(undefined);
    setLearned(undefined);
    setStep({ what: 'looking', done: 0, total: wish.votes.length });
    const onStep: LearningHooks['onStep'] = (now) => running.current === controller && setStep(now);
    try {
      setLearned(
        await inVotes((votes) => learnFromVotes({ ...wish, store: votes, teacher, model }, { signal, onStep })),
      );
    } catch (reason) {
      if (!signal.aborted) setError(messageOf(reason));
    } finally {
      stop();
      running.current = undefined;
      setStep(undefined);
    }
  }

  return { step, learned, error, learn, cancel: () => running.current?.abort(), forget: () => setLearned(undefined) };
}

async function inVotes<Result>(work: (store: VoteStore) => Promise<Result>): Promise<Result> {
  const store = await openVoteStore();
  try {
    return await work(store);
  } finally {
    store.close();
  }
}
