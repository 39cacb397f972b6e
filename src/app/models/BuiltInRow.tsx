import { formatBytes } from '../../core/formatNumbers.ts';
import { builtInModel } from '../model/pageAddress.ts';
import { usePage } from '../shell/page.ts';
import { NANO_URL } from '../ui/siteUrl.ts';
import { isCurrent } from '../model/currentModel.ts';
import { CurrentModel } from './CurrentModel.tsx';
import { ModelRow } from './ModelRow.tsx';

/** The model that comes with the site. */
export function BuiltInRow() {
  const { state, actions } = usePage();
  const builtIn = builtInModel(NANO_URL);
  const current = isCurrent(state.model, builtIn.location);
  const ready = current && state.model.kind === 'ready' ? state.model.status.model : undefined;
  return (
    <ModelRow
      name={builtIn.label}
      facts={[ready?.dtype, ready && formatBytes(ready.byteLength), ready?.licence, 'comes with this page']}
      inUse={ready !== undefined}
      tools={
        !current && (
          <button type="button" onClick={() => void actions.loadModel(builtIn)}>
            Use
          </button>
        )
      }
    >
      {current && <CurrentModel />}
    </ModelRow>
  );
}
