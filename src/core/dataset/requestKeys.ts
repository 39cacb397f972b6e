import { requestKey, type DatasetItem } from './datasetItem.ts';

/**
 * {@link requestKey} for the items of a dataset, one after the other. Most are of the request of the one before them, and there
 * may be a million: those get its very key, which costs nothing to make and is quick to look up.
 */
export function createRequestKeys(): (item: DatasetItem) => string {
  let last: DatasetItem | undefined;
  let key = '';
  return (item) => {
    if (!last || item.instruction !== last.instruction || item.source?.name !== last.source?.name)
      key = requestKey(item);
    last = item;
    return key;
  };
}
