import { useEffect } from 'react';
import { looseTransfers } from '../keptModels/library.ts';
import { useLibrary, useLibraryActions } from '../keptModels/useLibrary.ts';
import { AddModel } from './AddModel.tsx';
import { BrowserLimits } from './BrowserLimits.tsx';
import { BuiltInRow } from './BuiltInRow.tsx';
import { CompareModels } from './CompareModels.tsx';
import { ConversionRow } from './ConversionRow.tsx';
import { OwnTaste } from './OwnTaste.tsx';
import { SpeedTest } from './SpeedTest.tsx';
import { StorageLine } from './StorageLine.tsx';
import { StoredRow } from './StoredRow.tsx';
import { TransferRow } from './TransferRow.tsx';
import { UnkeptRow } from './UnkeptRow.tsx';
import '../ui/rows.css';
import './models.css';

/** The models at hand, and the ways to more of them. */
export function ModelsPage() {
  const { open, recallSpeeds } = useLibraryActions();
  const { contents, error } = useLibrary((library) => ({ contents: library.contents, error: library.error }));
  const looseKeys = useLibrary((library) => looseTransfers(library).map(({ key }) => key));
  useEffect(open, [open]);
  useEffect(() => void recallSpeeds(), [recallSpeeds]);
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
        <ul className="rows">
          <UnkeptRow />
          <BuiltInRow />
          {looseKeys.map((key) => (
            <TransferRow key={key} transferKey={key} />
          ))}
          {contents?.models.map((model) => (
            <StoredRow key={model.id} model={model} />
          ))}
          {contents?.conversions.map((conversion) => (
            <ConversionRow key={conversion.id} conversion={conversion} />
          ))}
        </ul>
      </section>
      <OwnTaste />
      <AddModel />
      <CompareModels />
      <SpeedTest />
      <BrowserLimits />
    </main>
  );
}
