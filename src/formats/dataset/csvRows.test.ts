import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { readDataset } from './readDataset.ts';

/** Lines of the rows that are read, with what they hold, and what is said of others. */
async function read(text: string | Uint8Array) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const { items, problems } = await readDataset(bytesSource('rows', bytes));
  return {
    rows: items.map(
      ({ line, instruction, source, candidates, ranks }) =>
        `${line} ${instruction}|${source?.name}|${candidates.map(({ image }) => image.name).join()}|${ranks?.join()}`,
    ),
    problems: problems.map(({ line, message }) => `${line} ${message}`),
  };
}

const NAMES = 'instruction,source,path1,path2,ranking';
const withMark = (mark: string, ...lines: readonly string[]) => lines.join('\n').replaceAll(',', mark);

describe('a table as it comes', () => {
  it.each([
    ["Excel's first line", `sep=;\r\n${withMark(';', NAMES, 'x,s,a,b,B>A')}`, 3],
    [
      "Excel's first line, quoted, in capitals, behind a mark",
      `\ufeff"SEP=;"\n${withMark(';', NAMES, 'x,s,a,b,B>A')}`,
      3,
    ],
    ["Excel's first line with a tab", `sep=\t\n${withMark('\t', NAMES, 'x,s,a,b,B>A')}`, 3],
    ["Excel's first line with a mark of one's own", `sep=^\n${withMark('^', NAMES, 'x,s,a,b,B>A')}`, 3],
    ["Excel's first line, of another table", `sep=;\n${NAMES}\nx,s,a,b,B>A`, 3],
    ["Excel's first line with a comma", `sep=,\n${NAMES}\nx,s,a,b,B>A`, 3],
    ['bars', withMark('|', NAMES, 'x,s,a,b,B>A'), 2],
    ['names in quotation marks', `"instruction","source","path1","path2","ranking"\nx,s,a,b,B>A`, 2],
    [
      'a mark before names in quotation marks',
      `\ufeff"instruction","source","path1","path2","ranking"\n"x",s,a,b,B>A`,
      2,
    ],
    [
      'quotation marks behind spaces',
      `"instruction", "source", "path1", "path2", "ranking"\n"x", "s", "a","b", "B>A" `,
      2,
    ],
    ['a name with a space of no width', `\u200b${NAMES}\nx,s,a,b,B>A`, 2],
    ['a name with commas', `instruction;source;path1;path2;ranking;"note, of a, b, c, d, e"\nx;s;a;b;B>A;n`, 2],
    ['a name of two lines', `"note\nof it",${NAMES}\nn,x,s,a,b,B>A`, 3],
    ['names in any case, with spaces', `Instruction , SOURCE,Path1 ,PATH2,Ranking\nx,s,a,b,B>A`, 2],
    ['names as people write them', `Prompt,Source Image,Path1,Path2,Ranking\nx,s,a,b,B>A`, 2],
    ['blank lines before and between', `\n\n${NAMES}\n\n ,,,,\nx,s,a,b,B>A\n`, 6],
    ['comments before', `# of me, you\n#\n${NAMES}\nx,s,a,b,B>A`, 4],
    ['empty columns behind', `${NAMES},,\nx,s,a,b,B>A,,\n,,,,,,\n`, 2],
    ['fewer cells, where the last columns have no name', `${NAMES},,\nx,s,a,b,B>A\n`, 2],
    ['a column without a name', `,${NAMES}\n0,x,s,a,b,B>A\n`, 2],
    ['carriage returns', `${NAMES}\rx,s,a,b,B>A\r`, 2],
    ['a column that stands twice with the same values', `${NAMES},source\nx,s,a,b,B>A,s`, 2],
    ['a column that stands twice and means nothing', `${NAMES},note,note\nx,s,a,b,B>A,1,2`, 2],
    ['a list as pandas writes it', `instruction,source,paths_generated,ranking\nx,s,"['a', 'b']",B>A`, 2],
    [
      'a table of Markdown',
      `| instruction | source | path1 | path2 | ranking |\n|---|---|:-:|---|---|\n| x | s | a | b | B>A |`,
      3,
    ],
  ])('is read: %s', async (_what, text, line) => {
    expect(await read(text)).toEqual({ rows: [`${line} x|s|a,b|2,1`], problems: [] });
  });

  it('keeps quotation marks inside of cells, and long cells', async () => {
    const long = 'x'.repeat(600_000);
    const { rows } = await read(`${NAMES}\nsay "hi",s,a,b,B>A\n"say ""hi"", you",s,a,b,B>A\n${long},s,a,b,B>A`);
    expect(rows).toEqual(['2 say "hi"|s|a,b|2,1', '3 say "hi", you|s|a,b|2,1', `4 ${long}|s|a,b|2,1`]);
  });

  it('takes quotation marks behind spaces for those of a cell only if they are around all of it', async () => {
    const { rows } = await read(
      'source,instruction,path1,path2,ranking\n' +
        's, "make ""it"", blue" ,a,b,B>A\ns, "it" is blue,a,b,B>A\ns, 5" wide,a,b,B>A\ns, "open,a,b,B>A',
    );
    expect(rows).toEqual([
      '2 make "it", blue|s|a,b|2,1',
      '3  "it" is blue|s|a,b|2,1',
      '4  5" wide|s|a,b|2,1',
      '5  "open|s|a,b|2,1',
    ]);
  });

  it('keeps ids that are numbers apart by all their digits', async () => {
    const names = 'id,instruction,source_image,candidate_1,candidate_2,comparison_type,ranking,num_candidates';
    const { rows } = await read(`${names}\n9007199254740992,x,s,a,b,AvsB,A>B,2\n9007199254740993,x,s,c,d,AvsB,B>A,2`);
    expect(rows).toEqual(['2 x|s|a,b|1,2', '3 x|s|c,d|2,1']);
  });
});

const NOT_UTF8 = 'The row holds bytes that are not UTF-8, so its letters cannot be known. Save the file as UTF-8.';
const SINGLE_MARK =
  'A cell goes on behind its closing quotation mark. A mark within a cell is written twice (""), not as \\".';
const UNCLOSED = 'A quotation mark that opens in this row is never closed.';

describe('damage to one row of a table', () => {
  it.each([
    [
      'fewer and more cells',
      `${NAMES}\nx,s,a\ny,s,a,b,A>B,z`,
      ['2 The row has 3 cells, but there are 5 columns.', '3 The row has 6 cells, but there are 5 columns.'],
    ],
    [
      'a title before the names',
      `My pairs\n${NAMES}\n`,
      ['1 This line stands before the names of the columns, so it is no row.'],
    ],
    [
      'a column that stands twice',
      `${NAMES},Source\nx,s,a,b,A>B,other\n`,
      ['2 The column "source" stands twice, with different values. Keep one of them.'],
    ],
    [
      'the names once more',
      `${NAMES}\n\ufeff${NAMES}\n`,
      ['2 This line names the columns once more, so it is no row. Were files joined?'],
    ],
    [
      'a mark within marks that is not doubled',
      `${NAMES}\n"make \\"it\\" blue",s,a,b,A>B\n"12" wide",s,a,b,A>B\n`,
      [`2 ${SINGLE_MARK}`, `3 ${SINGLE_MARK}`],
    ],
    ['zero bytes', `${NAMES}\nx\0,s,a,b,A>B\n`, ['2 The row holds zero bytes, so the file is damaged here.']],
    ['an open mark, closed by that of another row', `${NAMES}\n"x,s,a,b,A>B\n`, [`2 ${UNCLOSED}`]],
  ])('is told of by its line: %s', async (_what, text, problems) => {
    const names = text.includes(',Source') ? 's,a,b,A>B,s' : 's,a,b,A>B';
    const line = text.split('\n').length;
    const { rows, problems: found } = await read(`${text.endsWith('\n') ? text : `${text}\n`}"good",${names}`);
    expect(found).toEqual(problems);
    expect(rows).toEqual([`${text.endsWith('\n') ? line : line + 1} good|s|a,b|1,2`]);
  });

  it('takes no row behind an open mark with it', async () => {
    const { rows, problems } = await read(`${NAMES}\nx,s,a,b,A>B\n"open,s,a,b,A>B\ny,s,a,b,A>B\nz,s,a,b,A>B`);
    expect(problems).toEqual([`3 ${UNCLOSED}`]);
    expect(rows).toEqual(['2 x|s|a,b|1,2', '4 y|s|a,b|1,2', '5 z|s|a,b|1,2']);
  });

  it('is bytes that are no UTF-8', async () => {
    const bytes = new TextEncoder().encode(`${NAMES},gr~n\nbl~,s,a,b,A>B,1\ny,s,a,b,A>B,2`);
    const latin1 = bytes.map((byte) => (byte === '~'.charCodeAt(0) ? 0xfc : byte));
    expect(await read(latin1)).toEqual({ rows: ['3 y|s|a,b|1,2'], problems: [`2 ${NOT_UTF8}`] });
  });
});

describe('a table without names', () => {
  it('is refused in one sentence', async () => {
    await expect(read('x,s,a,b,B>A\ny,s,a,b,B>A')).rejects.toThrow(
      'rows cannot be read as a table: no line at its start names columns that are known. The first line of a table names them',
    );
  });

  it('or without rows has no rows', async () => {
    await expect(read(`${NAMES}\n`)).rejects.toThrow('rows has no rows.');
  });
});
