/** What each plot shows, in a sentence or two; and in its place where there is nothing to show, why. */
import { formatCount, formatCountOf, formatScore } from '../../core/formatNumbers.ts';
import type { Strength } from '../statistics/bradleyTerry.ts';
import type { DatasetReport } from '../datasetReport.ts';
import { fraction, percentage, score } from '../estimateText.ts';
import { assumptionNotes, judgementCountsText, layoutNotes, missingJudgements } from '../judgementText.ts';
import type { ScoreDistribution } from '../scoreDistribution.ts';
import type { TextToImageReport } from '../textToImageReport.ts';
import { labelName } from './tables.ts';

export function accuracySummary(report: DatasetReport): string {
  const { ranked, textToImage, judge } = report;
  if (textToImage) return officialSummary(report, textToImage);
  if (!ranked) {
    return withReason('People compared no edits in these results, so there is no order to agree with.', report);
  }
  const { withTies, strictOverall } = ranked;
  const whom = restsOnAssumptions(report) ? "the order that is taken for people's" : 'people';
  return (
    `The ${judge ? 'judge' : 'model'} agrees with ${whom} on ${percentage(withTies.value, undefined)} of ${formatCountOf(withTies.count, 'pair')}, ties ` +
    `counted, and on the whole order of ${percentage(strictOverall.value, undefined)} of ${formatCountOf(strictOverall.count, 'item')}.`
  );
}

function officialSummary(report: DatasetReport, { accuracy }: TextToImageReport): string {
  if (!accuracy) {
    return withReason('People ordered no pictures in these results, so there is no order to agree with.', report);
  }
  const { value, right, equal, count: pairs } = accuracy;
  const whom = restsOnAssumptions(report) ? 'what is taken for preferred' : 'what people preferred';
  return (
    `The model gives the higher reward to ${whom} in ${percentage(value, undefined)} of ${formatCountOf(pairs, 'pair')}: ` +
    `${formatCount(right)} right, ${formatCount(equal)} equal, ${formatCount(pairs - right - equal)} wrong.`
  );
}

/** Of the means of folders. */
export function folderSummary({ textToImage }: DatasetReport): string {
  if (!textToImage?.folders) return 'These pictures are in no folders.';
  const { overall } = textToImage.folders;
  return (
    `The mean reward over ${formatCountOf(overall.count, 'folder')}, each counted once, is ${score(overall.value, undefined)}. ` +
    'Rewards of other prompts are not comparable.'
  );
}

/** Where no judgement is left to go by, also why. */
function withReason(sentence: string, { ranked, pointwise, judgements }: DatasetReport): string {
  const missing = ranked || pointwise ? undefined : missingJudgements(judgements);
  return missing === undefined ? sentence : `${sentence} ${missing}.`;
}

/** "Judgements: 40 understood, 60 absent." and what was assumed; what has to be known before any figure is read. */
export function judgementSummary({ judgements }: DatasetReport): string {
  const notes = [...layoutNotes(judgements), ...assumptionNotes(judgements)];
  return [`Judgements by people: ${judgementCountsText(judgements)}.`, ...notes].join(' ');
}

/** What is scored: "edits". */
function thingsOf({ textToImage }: DatasetReport): string {
  return textToImage ? 'pictures' : 'edits';
}

/** What those that made the pictures are called. */
export function modelsOf({ textToImage }: Pick<DatasetReport, 'textToImage'>) {
  return textToImage
    ? { one: 'model', many: 'models', title: 'Models' }
    : { one: 'editing model', many: 'editing models', title: 'Editing models' };
}

/** Whether figures rest on more than what people said. */
export function restsOnAssumptions({ judgements }: DatasetReport): boolean {
  return assumptionNotes(judgements).length > 0;
}

export function correlationSummary(report: DatasetReport): string {
  const { pointwise } = report;
  if (!pointwise) {
    return withReason(
      `People scored no single ${thingsOf(report)} in these results, so there is nothing to correlate.`,
      report,
    );
  }
  const { mean } = pointwise;
  const { one } = modelsOf(report);
  if (mean.value === undefined) return `Within no ${one} do both the scores and the rewards differ.`;
  return `Within ${report.textToImage ? 'a' : 'an'} ${one}, rewards and people's scores correlate by ${fraction(mean.value, undefined)} on average (Spearman).`;
}

/** Who chooses in place of people: in a title, and in a sentence. */
export function whoseChoice({ judge }: DatasetReport): { readonly by: string; readonly whose: string } {
  return judge ? { by: 'the judge', whose: 'the judge' } : { by: 'reward', whose: 'the reward' };
}

/** `by`: whose choice it is, "the reward". */
export function leaderboardSummary(strengths: readonly Strength[], by: string, models = 'editing models'): string {
  const [best, ...others] = strengths;
  const last = others.at(-1);
  if (!best || !last) return `No two named ${models} met in an item for ${by} to choose between.`;
  return `By ${by}, ${best.model} is first of ${formatCount(strengths.length)} and ${last.model} last.`;
}

export function distributionSummary(distribution: ScoreDistribution): string {
  const [only, ...others] = distribution.labels;
  if (only?.label === 'unlabelled' && others.length === 0) {
    return `On average ${formatScore(only.mean)} (${formatCount(only.count)}).`;
  }
  const parts = distribution.labels.map(({ label, mean, count }) => {
    return `${formatScore(mean)} ${labelName(label, distribution)} (${formatCount(count)})`;
  });
  return `On average ${parts.join(', ')}.`;
}

export function reliabilitySummary(report: DatasetReport): string {
  const { ranked } = report;
  const missing = whyNoChances(report);
  if (missing !== undefined || !ranked) return missing ?? '';
  const { calibrationError, brier } = ranked.reliability;
  const preferred = restsOnAssumptions(report) ? 'what is taken for preferred' : 'what people preferred';
  return (
    `Stated chances and ${preferred} are ${percentage(calibrationError, undefined)} apart on average ` +
    `(calibration error); Brier score ${fraction(brier, undefined)}, where always saying one half gives 0.250.`
  );
}

/** What a stated chance is compared with. */
export function preferredText(report: DatasetReport): string {
  return restsOnAssumptions(report) ? 'A is taken for preferred' : 'People prefer A';
}

/** What an order of the model's is compared with. */
export function orderedText(report: DatasetReport): string {
  return restsOnAssumptions(report) ? "Ordered as is taken for people's order" : 'Ordered as people do';
}

export function sigmaSummary(report: DatasetReport): string {
  const { ranked } = report;
  const missing = whyNoChances(report);
  if (missing !== undefined || !ranked) return missing ?? '';
  const bins = ranked.sigmaCalibration;
  const pairs = bins.reduce((sum, bin) => sum + bin.count, 0);
  const mean = (key: 'expected' | 'observed') => bins.reduce((sum, bin) => sum + bin.count * bin[key], 0) / pairs;
  const order = restsOnAssumptions(report) ? "in the order that is taken for people's" : 'as people do';
  return (
    `From its uncertainty the model expects to order ${percentage(mean('expected'), undefined)} of ${formatCountOf(pairs, 'pair')} ` +
    `${order}; it orders ${percentage(mean('observed'), undefined)} so.`
  );
}

function whyNoChances(report: DatasetReport): string | undefined {
  const { ranked, judge } = report;
  if (judge) return 'A judge says which edit is better, and not how sure it is.';
  if (!ranked) return `People compared no ${thingsOf(report)} in these results.`;
  if (ranked.sigmaCalibration.length > 0) return undefined;
  return ranked.withoutTies.count === 0
    ? 'People tied every pair, so there is no preference to predict.'
    : 'These results hold rewards without their uncertainty. Scores from _scores.jsonl have it.';
}

/** What has to be known of all intervals. Those of editors say it themselves. */
export function intervalNote({ groupCount, textToImage }: DatasetReport): string {
  const ofPrompts = textToImage !== undefined;
  if (groupCount < 2) {
    return `All items are of one ${ofPrompts ? 'prompt' : 'source and instruction'}, which gives no interval.`;
  }
  return (
    `Intervals are 95%, by the bootstrap over ${formatCount(groupCount)} ${ofPrompts ? 'prompts' : 'sources with their instructions'}; ` +
    'those of bins by Wilson. The same results always give the same intervals.'
  );
}
