import type { Manifest } from '../../core/modelPackage/manifest.ts';

/** What was odd when the model was converted. */
export function ModelWarnings({ manifest: { warnings = [] } }: { readonly manifest: Manifest }) {
  return warnings.map((warning) => (
    <p key={warning} className="warning">
      {warning}
    </p>
  ));
}
