import { formatBytes, formatCountOf } from '../../core/formatNumbers.ts';
import type { ModelDescription } from '../../core/keptModels/storedModel.ts';
import { originText } from './originText.ts';

/** What a manifest says of its model. */
export function ManifestDetails({ description }: { readonly description: ModelDescription }) {
  const { id, manifest, byteLength } = description;
  const { source, licence, calibration, limits, files, text, vision, sessions } = manifest;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['From', originText(description)],
    ['Converted from', source.repository],
    ['Revision', source.revision],
    ['Licence', licence ?? 'not stated'],
    ['Calibrated', calibration && `with ${formatCountOf(calibration.samples, 'picture')}`],
    ['Limits', limits],
    ['Layers', `${vision.depth} vision, ${text.numLayers} decoder`],
    ['Files', `${files.length}, ${formatBytes(byteLength)}, in ${sessions.length} sessions`],
    ['SHA-256', id],
  ];
  return (
    <details className="model-details">
      <summary>Package</summary>
      <dl className="particulars">
        {rows.map(([term, value]) =>
          value === undefined ? null : (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </details>
  );
}
