/** By what a figure of a report is found, in one report as in another. */
export type FigureKey =
  | 'withTies'
  | 'withoutTies'
  | `strict${number}`
  | 'strictOverall'
  | 'officialPairs'
  | `folder ${string}`
  | 'foldersOverall'
  | `spearman of ${string}`
  | 'spearmanMean'
  | 'spearmanOfficial';
