const DATASET = /\.(json|jsonl|jsonlines|ndjson|csv|tsv|tab|parquet)$/i;

/** Whether a file may be a dataset, by its name. */
export function isDatasetName(name: string): boolean {
  return DATASET.test(name);
}
