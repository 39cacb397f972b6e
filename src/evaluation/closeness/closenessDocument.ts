import { shellWord } from '../../core/shellWord.ts';
import { factsOf } from '../report/provenance.ts';
import type { ReportDocument } from '../report/reportDocument.ts';
import type { ClosenessReport } from './closenessReport.ts';
import { closenessSections } from './closenessSections.ts';
import { closenessTitle } from './closenessText.ts';
import { formatCountOf } from '../../core/formatNumbers.ts';

export function closenessDocument(report: ClosenessReport): ReportDocument {
  const files = report.runs.flatMap(({ data }) => data.map(({ name }) => ` --results ${shellWord(name)}`));
  return {
    title: closenessTitle(report),
    facts: [formatCountOf(report.edits?.joined ?? 0, 'edit')],
    sections: closenessSections(report),
    plots: [],
    provenance: (format) => [
      ...report.runs.flatMap((run) => factsOf(run)),
      `Made again by: npx editreward compare${files.join('')} --format ${format}`,
    ],
  };
}
