import { formatBytes } from '../../core/formatNumbers.ts';
import type { ModelDescription } from '../../core/keptModels/storedModel.ts';
import type { RemoteLocation } from '../../core/modelPackage/modelLocation.ts';
import { useLibrary, useLibraryActions } from '../keptModels/useLibrary.ts';
import { originText } from './originText.ts';
import { FitVerdict } from '../model/FitVerdict.tsx';
import { ManifestDetails } from './ManifestDetails.tsx';
import { ModelWarnings } from './ModelWarnings.tsx';

interface OfferProps {
  readonly location: RemoteLocation;
  readonly description: ModelDescription;
  readonly onTaken: () => void;
}

/** A model before it is downloaded: what it is, and whether it will run here. */
export function Offer({ location, description, onTaken }: OfferProps) {
  const { download } = useLibraryActions();
  const { id, manifest, byteLength } = description;
  const stored = useLibrary(({ contents }) => contents?.models.find((model) => model.id === id));
  const left = byteLength - (stored?.storedBytes ?? 0);

  function take(): void {
    onTaken();
    void download(location, description);
  }

  return (
    <section className="panel offer" aria-label={manifest.id}>
      <p>
        <strong>{manifest.id}</strong>{' '}
        <span className="muted">
          {[
            manifest.dtype,
            formatBytes(byteLength),
            manifest.licence ?? 'licence not stated',
            originText(description),
          ].join(' · ')}
        </span>
      </p>
      <FitVerdict subject={description} />
      <ModelWarnings manifest={manifest} />
      <ManifestDetails description={description} />
      {stored?.complete ? (
        <p>It is in this browser already.</p>
      ) : (
        <button type="button" className="primary" onClick={take}>
          {stored ? `Download the remaining ${formatBytes(left)}` : `Download ${formatBytes(left)}`}
        </button>
      )}
    </section>
  );
}
