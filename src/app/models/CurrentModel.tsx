import { useModel } from '../model/useModel.ts';
import { LoadingModel } from '../model/LoadingModel.tsx';
import { Particulars } from '../model/Particulars.tsx';

/** Under the row of the model that is loaded or being loaded: how far it is, or what is known of it. */
export function CurrentModel() {
  const model = useModel((state) => state.model);
  if (model.kind === 'loading') return <LoadingModel />;
  if (model.kind !== 'ready') return null;
  return (
    <details className="model-details">
      <summary>Self-test and details</summary>
      <Particulars status={model.status} />
    </details>
  );
}
