import { formatCount } from '../../core/formatNumbers.ts';
import { isDatasetName } from './datasetName.ts';

/** So many names are all said; hundreds of pictures would fill the page. */
const MOST_NAMES = 3;

/** What files that were chosen together are called, for people: the dataset stands for its pictures. */
export function chosenName(names: readonly string[]): string {
  if (names.length <= MOST_NAMES) return names.join(', ');
  const first = names.find(isDatasetName) ?? names[0] ?? '';
  return `${first} and ${formatCount(names.length - 1)} more files`;
}

/** What stands beside the name of a dataset that is among files of this name: "in FOLDER", or "and 30 more files". */
export function besideName(dataset: string, files: string): string {
  return files.startsWith(`${dataset} and `) ? files.slice(dataset.length + 1) : `in ${files}`;
}
