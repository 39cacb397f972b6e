import { useStage, useStageDispatch } from './useStage.ts';

/** Files that were not taken, each with the way out. */
export function Problems() {
  const dispatch = useStageDispatch();
  const problems = useStage((stage) => stage.problems);
  if (problems.length === 0) return null;
  return (
    <div className="problems" role="alert">
      <ul>
        {problems.map(({ file, message }, index) => (
          <li key={`${index} ${file}`}>{message}</li>
        ))}
      </ul>
      <button type="button" className="quiet" onClick={() => dispatch({ type: 'problemsDismissed' })}>
        Dismiss
      </button>
    </div>
  );
}
