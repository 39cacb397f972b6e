import { datasetKind } from '../../core/dataset/datasetItem.ts';
import { kindProblem } from '../../core/dataset/datasetKindError.ts';
import type { OpenDataset } from './openDataset.ts';
import { judgingModel } from './readyModel.ts';
import { usePage } from '../shell/page.ts';

/** Says before anything is scored that the loaded model judges another kind of datasets. */
export function KindNote({ dataset: { name, items } }: { readonly dataset: OpenDataset }) {
  const { state } = usePage();
  const model = judgingModel(state);
  const problem = model && items.length > 0 ? kindProblem(name, datasetKind(items), model) : undefined;
  return problem === undefined ? null : <p className="warning">{problem}</p>;
}
