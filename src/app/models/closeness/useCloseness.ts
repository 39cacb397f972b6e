import { useEffect, useRef, useState } from 'react';
import { AbortError, messageOf } from '../../../core/errors.ts';
import type { ClosenessResult, ClosenessStep, Contender, OpenedBatch } from '../../keptModels/openedBatch.ts';

/** One comparison at a time. It ends with the component: what was scored by then is kept. */
export function useCloseness() {
  const [step, setStep] = useState<ClosenessStep>();
  const [result, setResult] = useState<ClosenessResult>();
  const [error, setError] = useState<string>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function compare(batch: OpenedBatch, [first, second]: readonly [Contender, Contender]): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    setError(undefined);
    setResult(undefined);
    setStep({ text: 'beginning' });
    try {
      // A worker's last word of its progress may come after its answer.
      const onStep = (now: ClosenessStep) => running.current === controller && setStep(now);
      setResult(await batch.compare(first, second, { signal, onStep }));
    } catch (reason) {
      if (!(reason instanceof AbortError) && !signal.aborted) setError(messageOf(reason));
    } finally {
      running.current = undefined;
      setStep(undefined);
    }
  }

  return { step, result, error, compare, cancel: () => running.current?.abort() };
}
