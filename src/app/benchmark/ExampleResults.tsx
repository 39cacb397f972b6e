import { useState } from 'react';
import { messageOf } from '../../core/errors.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { EXAMPLES_URL } from '../ui/siteUrl.ts';
import { useOneAtATime } from '../ui/useOneAtATime.ts';
import { fetchResults } from './fetchResults.ts';
import { useBenchmarkActions } from './useBenchmark.ts';

/** What a report looks like: of three editors, scored by the model that comes with the page. */
export function ExampleResults() {
  const { open } = useBenchmarkActions();
  const [problem, setProblem] = useState<string>();
  const { isBusy, start } = useOneAtATime();

  async function show(): Promise<void> {
    try {
      await open(await fetchResults(EXAMPLES_URL));
    } catch (error) {
      setProblem(messageOf(error));
    }
  }

  return (
    <>
      <button type="button" disabled={isBusy} onClick={() => void start(show)}>
        Show an example
      </button>
      <ErrorLine text={problem} />
    </>
  );
}
