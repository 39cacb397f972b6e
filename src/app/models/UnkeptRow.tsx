import { locationText } from '../../client/remoteLocation.ts';
import { formatBytes } from '../../core/formatNumbers.ts';
import { builtInModel } from '../model/pageAddress.ts';
import { useModel } from '../model/useModel.ts';
import { NANO_URL } from '../ui/siteUrl.ts';
import { isCurrent } from '../model/currentModel.ts';
import { CurrentModel } from './CurrentModel.tsx';
import { ModelRow } from './ModelRow.tsx';

/** The model in use, where it is from a folder or an address and so stands in no list. */
export function UnkeptRow() {
  const model = useModel((state) => state.model);
  if (model.kind !== 'loading' && model.kind !== 'ready') return null;
  if (model.location.kind === 'stored' || isCurrent(model, builtInModel(NANO_URL).location)) return null;
  const ready = model.kind === 'ready' ? model.status.model : undefined;
  const from = model.location.kind === 'files' ? 'from a folder' : locationText(model.location);
  return (
    <ModelRow
      name={model.label}
      facts={[ready?.dtype, ready && formatBytes(ready.byteLength), ready?.licence, from, 'not kept in this browser']}
      inUse={ready !== undefined}
    >
      <CurrentModel />
    </ModelRow>
  );
}
