import { formatCount, formatFixed } from '../../core/formatNumbers.ts';
import type { ReportSection } from '../report/reportSection.ts';
import type { ChangedPair } from './changedPairs.ts';
import type { ClosenessReport } from './closenessReport.ts';
import { CLOSENESS_METHOD, closenessSentences, differenceText, tauText } from './closenessText.ts';

/** Those that hold something. */
export function closenessSections(report: ClosenessReport): ReportSection[] {
  return [measuresSection(report), ...(report.changed.worst.length > 0 ? [changedSection(report)] : [])];
}

function measuresSection(report: ClosenessReport): ReportSection {
  return {
    id: 'closeness',
    title: 'How close they are',
    text: [...closenessSentences(report), CLOSENESS_METHOD].join(' '),
    table: {
      columns: ['Of', 'Tau-b (95% interval)', 'mu apart, on average', 'sigma apart, on average'],
      rows: report.measures.map(({ label, tau, mu, sigma }) => [
        label,
        tauText(tau),
        differenceText(mu),
        differenceText(sigma),
      ]),
    },
  };
}

function changedSection({ names: [first = '', second = ''], changed }: ClosenessReport): ReportSection {
  return {
    id: 'changed-pairs',
    title: 'Pairs that change their order',
    text: `The ${formatCount(changed.worst.length)} of ${formatCount(changed.count)} whose leads are farthest apart. A lead is the reward of the first edit less that of the other.`,
    table: {
      columns: [
        `Better for ${first}`,
        `Better for ${second}`,
        'Source',
        'Instruction',
        `Lead, ${first}`,
        `Lead, ${second}`,
      ],
      rows: changed.worst.map(changedRow),
    },
  };
}

function changedRow({ images, source, instruction, leads }: ChangedPair): string[] {
  return [...images, source ?? '', instruction, ...leads.map((lead) => formatFixed(lead, 3))];
}
