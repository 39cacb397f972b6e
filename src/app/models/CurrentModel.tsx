import { usePage } from '../shell/page.ts';
import { LoadingModel } from '../model/LoadingModel.tsx';
import { Particulars } from '../model/Particulars.tsx';

/** Under the row of the model that is loaded or being loaded: how far it is, or what is known of it. */
export function CurrentModel() {
  const { model } = usePage().state;
  if (model.kind === 'loading') return <LoadingModel model={model} />;
  if (model.kind !== 'ready') return null;
  return (
    <details className="model-details">
      <summary>Self-test and details</summary>
      <Particulars status={model.status} />
    </details>
  );
}
