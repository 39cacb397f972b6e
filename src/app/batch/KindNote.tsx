import { datasetKind } from '../../core/dataset/datasetItem.ts';
import { kindProblem } from '../../core/dataset/datasetKindError.ts';
import type { OpenDataset } from './openDataset.ts';
import { loadedModel } from '../model/modelState.ts';
import { useModel } from '../model/useModel.ts';

/** Says before anything is scored that the loaded model judges another kind of datasets. */
export function KindNote({ dataset: { name, items } }: { readonly dataset: OpenDataset }) {
  const model = useModel(loadedModel);
  const problem = model && items.length > 0 ? kindProblem(name, datasetKind(items), model) : undefined;
  return problem === undefined ? null : <p className="warning">{problem}</p>;
}
