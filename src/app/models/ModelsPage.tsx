import { useEffect } from 'react';
import { usePage } from '../shell/page.ts';
import { looseTransfers } from './library.ts';
import { AddModel } from './AddModel.tsx';
import { BrowserLimits } from './BrowserLimits.tsx';
import { BuiltInRow } from './BuiltInRow.tsx';
import { ConversionRow } from './ConversionRow.tsx';
import { StorageLine } from './StorageLine.tsx';
import { StoredRow } from './StoredRow.tsx';
import { TransferRow } from './TransferRow.tsx';
import { UnkeptRow } from './UnkeptRow.tsx';
import './models.css';

/** The models at hand, and the ways to more of them. */
export function ModelsPage() {
  const { state, library } = usePage();
  const { contents, error } = state.library;
  useEffect(() => library.open(), [library]);
  return (
    <main className="models-page">
      <section aria-labelledby="models-title">
        <div className="section-head">
          <h2 id="models-title">Models</h2>
          <StorageLine />
        </div>
        {error && (
          <p className="warning" role="alert">
            {error.message}
          </p>
        )}
        <ul className="models">
          <UnkeptRow />
          <BuiltInRow />
          {looseTransfers(state.library).map((transfer) => (
            <TransferRow key={transfer.key} transfer={transfer} />
          ))}
          {contents?.models.map((model) => (
            <StoredRow key={model.id} model={model} />
          ))}
          {contents?.conversions.map((conversion) => (
            <ConversionRow key={conversion.id} conversion={conversion} />
          ))}
        </ul>
      </section>
      <AddModel />
      <BrowserLimits />
    </main>
  );
}
