import { formatBytes } from '../../core/formatNumbers.ts';
import { builtInModel } from '../model/pageAddress.ts';
import { useModel, useModelActions } from '../model/useModel.ts';
import { NANO_URL } from '../ui/siteUrl.ts';
import { isCurrent } from '../model/currentModel.ts';
import { CurrentModel } from './CurrentModel.tsx';
import { ModelRow } from './ModelRow.tsx';

/** The model that comes with the site. */
export function BuiltInRow() {
  const { load } = useModelActions();
  const model = useModel((state) => state.model);
  const builtIn = builtInModel(NANO_URL);
  const current = isCurrent(model, builtIn.location);
  const ready = current && model.kind === 'ready' ? model.status.model : undefined;
  return (
    <ModelRow
      name={builtIn.label}
      facts={[ready?.dtype, ready && formatBytes(ready.byteLength), ready?.licence, 'comes with this page']}
      inUse={ready !== undefined}
      tools={
        !current && (
          <button type="button" onClick={() => void load(builtIn)}>
            Use
          </button>
        )
      }
    >
      {current && <CurrentModel />}
    </ModelRow>
  );
}
