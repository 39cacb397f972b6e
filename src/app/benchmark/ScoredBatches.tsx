import { useEffect, useState } from 'react';
import { formatCountOf } from '../../core/formatNumbers.ts';
import type { KeptBatch } from '../keptBatches/keptBatch.ts';
import { messageOf } from '../../core/errors.ts';
import { useBenchmarkActions } from './useBenchmark.ts';
import { ROUTES } from '../ui/useRoute.ts';
import { modelName } from '../model/modelName.ts';
import '../ui/rows.css';

/** Batches of this browser, finished or not. */
export function ScoredBatches() {
  const { openBatch, compareBatches } = useBenchmarkActions();
  const { batches, problem } = useKeptBatches();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  if (problem !== undefined) return <p className="muted">{problem}</p>;
  if (batches.length === 0) {
    return (
      <p className="muted">
        Or score a dataset on the <a href={ROUTES.batch}>Batch page</a>: it is then offered here.
      </p>
    );
  }
  const models = batches.map(({ model }) => model);
  const compared = batches.filter(({ id }) => chosen.has(id));

  function choose(id: string, isChosen: boolean): void {
    setChosen(
      new Set(batches.flatMap((batch) => ((batch.id === id ? isChosen : chosen.has(batch.id)) ? batch.id : []))),
    );
  }
  return (
    <section aria-labelledby="scored-batches">
      <div className="section-head">
        <h2 id="scored-batches">Scored in this browser</h2>
        {compared.length > 1 && (
          <button type="button" onClick={() => void compareBatches(compared)}>
            Compare {compared.length}
          </button>
        )}
      </div>
      <ul className="rows">
        {batches.map((batch) => (
          <li key={batch.id} className="row" aria-label={batch.name}>
            <div className="row-line">
              <div className="row-text">
                <strong>{batch.name}</strong>
                <span className="muted">
                  {modelName(batch.model, models)} · {formatCountOf(batch.itemCount, 'item')}
                  {batch.run === 'done' ? '' : ' · not finished'}
                </span>
              </div>
              <span className="row-tools">
                {batches.length > 1 && (
                  <label className="row-choice">
                    <input
                      type="checkbox"
                      checked={chosen.has(batch.id)}
                      onChange={(event) => choose(batch.id, event.currentTarget.checked)}
                    />
                    Compare
                  </label>
                )}
                <button type="button" onClick={() => void openBatch(batch)}>
                  Report
                </button>
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface KeptBatches {
  /** Empty until they are read, and where there are none. */
  readonly batches: readonly KeptBatch[];
  /** Why they cannot be read. */
  readonly problem?: string;
}

function useKeptBatches(): KeptBatches {
  const { listBatches } = useBenchmarkActions();
  const [kept, setKept] = useState<KeptBatches>({ batches: [] });
  useEffect(() => {
    let isShown = true;
    const show = (found: KeptBatches) => isShown && setKept(found);
    listBatches().then(
      (batches) => show({ batches }),
      (error: unknown) => show({ batches: [], problem: messageOf(error) }),
    );
    return () => {
      isShown = false;
    };
  }, [listBatches]);
  return kept;
}
