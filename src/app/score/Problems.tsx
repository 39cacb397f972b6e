import { usePage } from '../shell/page.ts';

/** Files that were not taken, each with the way out. */
export function Problems() {
  const { state, dispatch } = usePage();
  if (state.problems.length === 0) return null;
  return (
    <div className="problems" role="alert">
      <ul>
        {state.problems.map(({ file, message }, index) => (
          <li key={`${index} ${file}`}>{message}</li>
        ))}
      </ul>
      <button type="button" className="quiet" onClick={() => dispatch({ type: 'problemsDismissed' })}>
        Dismiss
      </button>
    </div>
  );
}
