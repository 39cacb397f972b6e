import { useState } from 'react';
import { formatCountOf } from '../../core/formatNumbers.ts';
import type { ReportedModel } from '../../core/score/scoreReport.ts';
import type { KeptBatch } from '../keptBatches/keptBatch.ts';
import { useBatch, useBatchActions } from './useBatch.ts';
import { modelName } from '../model/modelName.ts';

const RUN_TEXT: Readonly<Record<KeptBatch['run'], string>> = {
  running: 'interrupted',
  paused: 'paused',
  stopped: 'cancelled',
  done: 'done',
};

/** Batches of earlier visits. */
export function KeptBatches() {
  const all = useBatch((state) => state.kept);
  if (!all || all.length === 0) return null;
  const models = all.map(({ model }) => model);
  return (
    <section aria-labelledby="kept-title">
      <div className="section-head">
        <h2 id="kept-title">Kept in this browser</h2>
      </div>
      <ul className="kept-batches">
        {all.map((kept) => (
          <KeptRow key={kept.id} kept={kept} models={models} />
        ))}
      </ul>
    </section>
  );
}

interface KeptRowProps {
  readonly kept: KeptBatch;
  /** Of all that are kept. */
  readonly models: readonly ReportedModel[];
}

function KeptRow({ kept, models }: KeptRowProps) {
  const { openKept } = useBatchActions();
  const { name, model, itemCount, pictureCount, run, updatedAt } = kept;
  const by = modelName(model, models);
  const facts = [
    by,
    `${formatCountOf(itemCount, 'item')}, ${formatCountOf(pictureCount, 'edit')}`,
    RUN_TEXT[run],
    new Date(updatedAt).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' }),
  ];
  return (
    <li aria-label={`${name}, ${by}`}>
      <div className="kept-text">
        <strong>{name}</strong>
        <span className="muted">{facts.join(' · ')}</span>
      </div>
      <span className="kept-tools">
        <button type="button" onClick={() => void openKept(kept)}>
          Open
        </button>
        <DeleteKept kept={kept} />
      </span>
    </li>
  );
}

/** Asks once, in place: what took days to score is quickly gone. */
function DeleteKept({ kept }: { readonly kept: KeptBatch }) {
  const { remove } = useBatchActions();
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <button type="button" className="quiet" onClick={() => setAsking(true)}>
        Delete
      </button>
    );
  }
  return (
    <>
      <button type="button" autoFocus onClick={() => void remove(kept)}>
        Delete its results
      </button>
      <button type="button" className="quiet" onClick={() => setAsking(false)}>
        Keep
      </button>
    </>
  );
}
