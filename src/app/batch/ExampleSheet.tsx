import { useEffect, useState } from 'react';
import { messageOf } from '../../core/errors.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { EXAMPLES_URL } from '../ui/siteUrl.ts';
import { useOneAtATime } from '../ui/useOneAtATime.ts';
import { exampleBatch, fetchExampleRows, type ExampleRow } from './exampleBatch.ts';
import { useBatchActions } from './useBatch.ts';

/** As many tell what a dataset is; the others are in it. */
const SHOWN_ROWS = 3;
/** One and the same until the rows are there. */
const NO_ROWS: readonly ExampleRow[] = [];

/** What a batch is, in pictures: sources, and what several editors made of them. One click opens and scores it. */
export function ExampleSheet() {
  const { open, score } = useBatchActions();
  const { rows, problem } = useExampleRows();
  const { isBusy, start } = useOneAtATime();
  const editors = Object.keys(rows[0]?.edits ?? {});

  async function tryExample(): Promise<void> {
    await open(exampleBatch(rows, EXAMPLES_URL));
    await score('left');
  }

  if (problem !== undefined) return <ErrorLine text={problem} />;
  return (
    <section className="example-sheet" aria-labelledby="example-title">
      <div className="section-head">
        <h2 id="example-title">Which editor is best?</h2>
        <button type="button" disabled={isBusy || rows.length === 0} onClick={() => void start(tryExample)}>
          Score this example
        </button>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">Source</th>
            {editors.map((editor) => (
              <th key={editor} scope="col">
                {editor}
              </th>
            ))}
          </tr>
        </thead>
        {rows.slice(0, SHOWN_ROWS).map(({ source, instruction, edits }) => (
          <tbody key={source}>
            <tr>
              {[source, ...Object.values(edits)].map((path) => (
                <td key={path}>
                  <img src={new URL(path, EXAMPLES_URL).href} alt="" draggable={false} />
                </td>
              ))}
            </tr>
            <tr>
              <td colSpan={1 + editors.length}>{instruction}</td>
            </tr>
          </tbody>
        ))}
      </table>
    </section>
  );
}

interface ShownRows {
  /** Empty until they are there. */
  readonly rows: readonly ExampleRow[];
  readonly problem?: string;
}

function useExampleRows(): ShownRows {
  const [shown, setShown] = useState<ShownRows>({ rows: NO_ROWS });
  useEffect(() => {
    let isGone = false;
    fetchExampleRows(EXAMPLES_URL).then(
      (rows) => isGone || setShown({ rows }),
      (error: unknown) => isGone || setShown({ rows: NO_ROWS, problem: messageOf(error) }),
    );
    return () => void (isGone = true);
  }, []);
  return shown;
}
