import { describe, expect, it } from 'vitest';
import { promptItem, resultItem } from '../../testing/resultItemForTest.ts';
import { datasetReport } from '../datasetReport.ts';
import { PUBLISHED_SUITES } from '../publishedFigures.ts';
import type { BenchmarkReport } from './benchmarkReport.ts';
import { provenanceOf, reportCommand } from './provenance.ts';
import { reportDocument } from './reportDocument.ts';
import { documentLatex, latexText, sectionLatex } from './reportLatex.ts';
import { documentMarkdown, sectionMarkdown } from './reportMarkdown.ts';
import { sectionCsv } from './sectionCsv.ts';
import type { ReportSection } from './reportSection.ts';
import { reportSections } from './sections.ts';

const rewards = (...values: number[]) => values.map((reward) => ({ reward }));
const model = { id: 'nano', dtype: 'q8', manifestSha256: 'ab' };
const data = [{ name: 'my set_scores.jsonl', sha256: 'cd' }];

function reportOf(items: Parameters<typeof datasetReport>[0]): BenchmarkReport {
  return {
    ...datasetReport(items),
    files: ['my set_scores.jsonl'],
    run: { model, items: items.length },
    suiteId: undefined,
    data,
  };
}

const six = Array.from({ length: 6 }, (_, k) => resultItem(k, rewards(2, 1), { models: ['50%_a&b', 'c'] }));
const unjudged = reportOf(six);
const judged = reportOf([
  resultItem(1, rewards(2, 1), { ranks: [1, 2] }),
  resultItem(2, rewards(2, 1), { ranks: [1, 2] }),
]);
const genai = PUBLISHED_SUITES.find(({ id }) => id === 'genai-bench');
const provenance = provenanceOf([unjudged], undefined, 'csv');
const tableOf = (report: BenchmarkReport, id: string): ReportSection =>
  reportSections(report, genai).find((section) => section.id === id) ?? expect.fail(id);

describe('provenance', () => {
  it('has the digest of the data, who scored it, and the command that makes the file again', () => {
    expect(provenanceOf([judged], genai, 'tex')).toEqual([
      'Data: my set_scores.jsonl, SHA-256 cd',
      'Scored by nano (q8), manifest SHA-256 ab',
      "Made again by: npx editreward report 'my set_scores.jsonl' --suite genai-bench --format tex",
    ]);
    expect(reportCommand([{ name: "it's.jsonl", sha256: '' }], undefined, 'svg')).toBe(
      "npx editreward report 'it'\\''s.jsonl' --format svg",
    );
  });

  it('of a judge names the judge', () => {
    const judge = { name: 'gpt5', unanswered: 0, unclear: 0 };
    const limits = 'It knows shapes only.';
    const run = judged.run && { ...judged.run, model: { ...judged.run.model, limits } };
    expect(provenanceOf([{ ...judged, run }], genai, 'tex')).toContain(limits);
    expect(provenanceOf([{ data: [], run: undefined, judge }], undefined, 'md')[0]).toBe('Scored by gpt5 (judge)');
  });

  it('stands in every document', () => {
    const section = tableOf(unjudged, 'editors-editors');
    const documents = [
      documentMarkdown(reportDocument(unjudged, undefined)),
      documentLatex(reportDocument(unjudged, undefined)),
      sectionMarkdown(section, provenance),
      sectionLatex(section, provenance),
      sectionCsv(section, provenance),
    ];
    for (const text of documents) {
      expect(text).toContain('SHA-256 cd');
      expect(text).toContain("npx editreward report 'my set_scores.jsonl' --format ");
    }
  });
});

describe('reportSections', () => {
  it('have no empty table, and one sentence for all that is not there', () => {
    const sections = reportSections(judged, undefined);
    for (const { table } of sections) expect(table?.rows).not.toEqual([]);
    expect(sections.map(({ id }) => id)).toEqual(['judgements', 'agreement', 'scores-reward', 'missing', 'notes']);
    expect(sections.find(({ id }) => id === 'missing')?.text).toContain(
      'People scored no single edits in these results',
    );
    expect(reportSections(unjudged, undefined).map(({ id }) => id)).toEqual([
      'best-editor',
      'editors-editors',
      'editors-pairs',
      'scores-reward',
      'notes',
    ]);
  });

  it("have one's own results among the published ones", () => {
    const { title, text, table } = tableOf(judged, 'field');
    expect(title).toBe('Among what was published of GenAI-Bench');
    expect(text).toContain(
      'whether nano (q8) is of the same cannot be checked. Source: EditReward’s README, commit edb027e',
    );
    expect(table?.columns).toEqual(['Method', 'Kind', 'GenAI-Bench']);
    expect(table?.rows.slice(0, 2)).toEqual([
      ['nano (q8), these results', '', '100.00 (100.00 to 100.00)'],
      ['EditReward on MiMo-VL-7B', 'Reward model', '65.72'],
    ]);
  });
});

describe('Markdown', () => {
  it('has a row in one line and its code closed, whatever a name holds', () => {
    const table = { columns: ['Instruction'], rows: [['make it\nred | blue']] };
    expect(sectionMarkdown({ id: 'x', title: 'X', text: '', table }, ['Data: a\n```\nb'])).toBe(
      '## X\n\n\n\n| Instruction |\n| --- |\n| make it red \\| blue |\n\n```text\nData: a ``` b\n```\n',
    );
  });
});

describe('LaTeX', () => {
  it('escapes what would be a command', () => {
    expect(latexText('50%_a&b #1 $x {y} ~^\\ <−0.24>\nend')).toBe(
      '50\\%\\_a\\&b \\#1 \\$x \\{y\\} \\textasciitilde{}\\textasciicircum{}\\textbackslash{} \\textless{}$-$0.24\\textgreater{} end',
    );
  });

  it('begins no line with what would belong to the end of the line before it', () => {
    const table = { columns: ['Editor'], rows: [['[a]'], ['*b'], ['c [d]']] };
    expect(sectionLatex({ id: 'x', title: 'X', text: '', table }, [])).toContain(
      '\\midrule\n{}[a] \\\\\n{}*b \\\\\nc [d] \\\\\n\\bottomrule',
    );
  });

  it('is a table with its caption, for the packages that it names', () => {
    const text = sectionLatex(tableOf(unjudged, 'editors-pairs'), provenance);
    expect(text).toContain('% Needs \\usepackage{booktabs}');
    expect(text).toContain('\\begin{tabular}{lllllll}\n\\toprule\nFirst & Second & Wins, ties, losses & ');
    expect(text).toContain(
      '\n50\\%\\_a\\&b & c & 6 -- 0 -- 0 & 100.0\\% (61.0 to 100.0) & none & 1.00 (1.00 to 1.00) & 50\\%\\_a\\&b \\\\\n',
    );
    expect(text).toContain('\\resizebox{\\textwidth}{!}{%\n');
  });
});

describe('CSV', () => {
  it('has numbers as numbers, and columns for the ends of intervals', () => {
    const lines = sectionCsv(tableOf(unjudged, 'editors-editors'), provenance).split('\r\n');
    expect(lines.filter((line) => !line.startsWith('#')).slice(0, 2)).toEqual([
      'Editor,Mean reward,"Mean reward, low","Mean reward, high",Wins,"Wins, low","Wins, high","Wins, by chance",Strength,Sources',
      '50%_a&b,2,2,2,100,61,100,none,1.454,6',
    ]);
    expect(lines[1]).toBe('# Data: my set_scores.jsonl, SHA-256 cd');
  });

  it('has negative numbers as programs write them, and no formula', () => {
    const table = {
      columns: ['Name', 'Value'],
      rows: [
        ['=1+1', '−0.24 (−1.00 to 0.52)'],
        ['-x', '1,234'],
      ],
    };
    expect(sectionCsv({ id: 'x', title: 'X', text: '', table }, [])).toBe(
      '# X\r\nName,Value,"Value, low","Value, high"\r\n\'=1+1,-0.24,-1,0.52\r\n\'-x,1234,,\r\n',
    );
  });

  it('leaves names that look like numbers as they are', () => {
    const rows = [
      ['001', '0.5'],
      ['1,2', '0'],
      ['10', '12,345'],
    ];
    const text = sectionCsv({ id: 'x', title: 'X', text: '', table: { columns: ['Editor', 'Value'], rows } }, []);
    expect(text).toBe('# X\r\nEditor,Value\r\n001,0.5\r\n"1,2",0\r\n10,12345\r\n');
  });

  it('of folders has all that the table has', () => {
    const folders = reportOf([promptItem(1, rewards(1), { folder: 'a' }), promptItem(2, rewards(-2), { folder: 'b' })]);
    const section = reportSections(folders, undefined).find(({ id }) => id === 'folders');
    expect(section && sectionCsv(section, [])).toContain('\r\na,1,,,1 picture\r\nb,-2,,,1 picture\r\n');
  });
});
