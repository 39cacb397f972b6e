import { describe, expect, it } from 'vitest';
import { fileStem } from './fileStem.ts';
import { sessionCsv } from './sessionCsv.ts';
import { sessionText } from './sessionText.ts';
import { scoredAs, SESSION } from './shareSamples.ts';

function cellsOf(csv: string): string[][] {
  return csv
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
}

describe('the text of a session', () => {
  it('holds the verdict, the rewards, the caveats, and what gave the scores', () => {
    expect(sessionText(SESSION)).toBe(
      [
        'good.png is clearly best (over 99%)',
        'Instruction: Paint the roof blue',
        'Source: house.png',
        '',
        '1. good.png: 9.00 ± 1.00',
        '2. poor.png: 1.00 ± 1.00',
        'cut.png: not scored. It is damaged.',
        '',
        'Chance that good.png is better than poor.png: over 99%',
        '',
        'It knows shapes only.',
        'Compare only edits of one source.',
        'Model: EditReward, sample q4',
        'Revision: r1',
        'Package: SHA-256 abcd',
        'Device: WebGPU, an adapter, fused operators',
        'Threshold: one is better from a chance of 75%',
        '',
      ].join('\n'),
    );
  });

  it('names the taste that gave the scores, with its digest', () => {
    const model = { ...SESSION.model, taste: { name: 'mine', sha256: 'ef01' } };
    const text = sessionText({ ...SESSION, model });
    expect(text).toContain('Model: EditReward, sample q4, taste “mine”\n');
    expect(text).toContain('\nTaste: mine, SHA-256 ef01\n');
    const [head = [], row = []] = cellsOf(sessionCsv({ ...SESSION, model }));
    expect([row[head.indexOf('taste')], row[head.indexOf('taste_sha256')]]).toEqual(['mine', 'ef01']);
  });

  it('says what a limit on the size of pictures does, and calls a prompt a prompt', () => {
    const model = { ...SESSION.model, maxPixels: 262_144 };
    const text = sessionText({ ...SESSION, model, textName: 'prompt', source: undefined });
    expect(text).toContain('Model: EditReward, sample q4, pictures up to 262,144 pixels');
    expect(text).toContain('Prompt: Paint the roof blue\n\n1. good.png');
  });
});

describe('the table of a session', () => {
  it('has rank, uncertainty and chances, and in each row what the scores are of', () => {
    const candidates = [1, 1, 3].map((rank, index) => {
      return { name: `${index}.png`, blob: new Blob(), rank, leads: false, outcome: scoredAs(3 - index) };
    });
    const device = { provider: 'cpu', description: 'CPU', features: [] };
    const [head = [], ...rows] = cellsOf(sessionCsv({ ...SESSION, candidates, device }));
    const column = (name: string) => rows.map((row) => row[head.indexOf(name)]);
    expect(column('rank')).toEqual(['1', '1', '3']);
    expect(column('reward')).toEqual(['3', '2', '1']);
    expect(column('sigma')).toEqual(['1', '1', '1']);
    expect(column('visual_quality_mu')).toEqual(['3', '2', '1']);
    // The difference of two of sigma 1 has a sigma of √2: Φ(1/√2) and Φ(−2/√2).
    const [first = '', second = '', last] = column('chance_better_than_next');
    expect([Number(first), Number(second)]).toEqual([expect.closeTo(0.7602, 4), expect.closeTo(0.7602, 4)]);
    expect(last).toBe('');
    expect(column('chance_better_than_best').map(Number)).toEqual([
      0,
      expect.closeTo(0.2398, 4),
      expect.closeTo(0.0786, 4),
    ]);
    expect(column('chance_better_than_best')[0]).toBe('');
    expect(column('instruction')).toEqual(Array(3).fill('Paint the roof blue'));
    expect(column('manifest_sha256')).toEqual(Array(3).fill('abcd'));
    expect(column('caveats')).toEqual(Array(3).fill('It knows shapes only. Compare only edits of one source.'));
  });

  it('says why a candidate has no score, and gives a spreadsheet no formula', () => {
    const csv = sessionCsv({ ...SESSION, instruction: '=HYPERLINK("x")' });
    expect(csv.split('\r\n')[3]).toMatch(/^,cut\.png,,,,,,,,,,,It is damaged\./);
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
  });
});

it.each([
  ['Paint the roof blue, please; and keep the sun', 'editreward-paint-the-roof-blue-please-and'],
  ['../../etc/passwd <b>', 'editreward-etc-passwd-b'],
  ['マグカップを青く', 'editreward-マグカップを青く'],
  ['!?', 'editreward'],
  ['a'.repeat(300), `editreward-${'a'.repeat(49)}`],
])('a file of %j is called %s', (instruction, stem) => {
  expect(fileStem(instruction)).toBe(stem);
});
