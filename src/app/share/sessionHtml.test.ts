// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { sessionHtml } from './sessionHtml.ts';
import type { SharedSession } from './sharedSession.ts';
import { SESSION } from './shareSamples.ts';

const pictureOf = ({ name }: { readonly name: string }) => ({
  dataUrl: name === 'cut.png' ? undefined : `data:image/png;base64,${btoa(name)}`,
  sha256: `digest of ${name}`,
});

function textOf(session: SharedSession): string {
  return sessionHtml({ session, pictureOf, madeAt: new Date(2026, 10, 27) });
}

function open(session: SharedSession): Document {
  return new DOMParser().parseFromString(textOf(session), 'text/html');
}

const words = (element: Element | null) => element?.textContent?.replaceAll(/\s+/g, ' ').trim();

describe('the page of a session', () => {
  it('holds verdict, instruction, pictures, scores, chances, model and digests', () => {
    const page = open(SESSION);
    expect(words(page.querySelector('h1'))).toBe('good.png is clearly best (over 99%)');
    expect(page.querySelector('h1')?.className).toBe('called');
    expect(words(page.querySelector('.instruction'))).toBe('InstructionPaint the roof blue');
    const cards = [...page.querySelectorAll('li')].map(words);
    expect(cards[0]).toContain('Rank 1 Reward 9.00 ± 1.00 Instruction following 9.00 ± 1.00');
    expect(cards[2]).toContain('It is damaged.');
    expect([...page.querySelectorAll('img')].map((img) => img.getAttribute('src'))).toEqual(
      ['house.png', 'good.png', 'poor.png'].map((name) => `data:image/png;base64,${btoa(name)}`),
    );
    const cells = [...page.querySelectorAll('[aria-label="Chances"] td')].map(words);
    expect(cells).toEqual(['', '', 'over 99%', 'under 1%', '']);
    const facts = words(page.querySelector('.facts'));
    expect(facts).toContain('Package SHA-256 abcd');
    expect(facts).toContain('Device WebGPU, an adapter, fused operators');
    expect(words(page.querySelector('[aria-label="Files"]'))).toContain('digest of cut.png');
    expect(words(page.querySelector('.caveat'))).toBe('It knows shapes only.');
    expect(words(page.body)).toContain('Compare only edits of one source.');
    expect(words(page.body)).toContain('Made on November 27, 2026 with EditReward Web.');
  });

  it('needs no script and no network', () => {
    const page = open(SESSION);
    expect(page.querySelectorAll('script, link, iframe, object, form')).toHaveLength(0);
    const policy = page.querySelector('meta[http-equiv]')?.getAttribute('content');
    expect(policy).toBe("default-src 'none'; img-src data:; style-src 'unsafe-inline'");
    expect(textOf(SESSION)).not.toMatch(/https?:/);
  });

  it('leaves HTML in names and texts as text', () => {
    const evil = `"><img src=x onerror=alert(1)><script>alert('2')</script></title></style>&amp;`;
    const [first, ...others] = SESSION.candidates;
    if (!first) throw new Error('There is no candidate.');
    const session: SharedSession = {
      ...SESSION,
      instruction: evil,
      source: { name: evil, blob: new Blob() },
      candidates: [{ ...first, name: evil }, ...others],
      verdict: `${evil} is probably best (80%)`,
      heads: SESSION.heads.map(({ key }) => ({ key, label: evil })),
      model: { ...SESSION.model, title: evil, revision: evil },
      device: { ...SESSION.device, description: evil },
      caveats: [evil],
      note: evil,
    };
    const page = open(session);
    expect(page.querySelectorAll('script')).toHaveLength(0);
    expect(page.querySelectorAll('[onerror]')).toHaveLength(0);
    expect(page.querySelectorAll('style')).toHaveLength(1);
    expect(page.title).toBe(`${session.verdict}: ${evil}`);
    expect(page.querySelector('.instruction')?.textContent).toContain(evil);
    expect(page.querySelector('li .name')?.textContent).toBe(evil);
    expect(page.querySelector('li img')?.getAttribute('alt')).toBe(evil);
    expect(textOf(session)).not.toContain('<script');
  });

  it('calls nobody best where the model cannot judge such pictures', () => {
    const page = open({ ...SESSION, isDemo: true, verdict: 'Demo only, no verdict' });
    expect(page.querySelector('h1')?.className).toBe('open');
    expect(page.querySelectorAll('.leads')).toHaveLength(0);
    expect(page.querySelectorAll('.weak .rank')).toHaveLength(2);
  });

  it('is of a single picture too', () => {
    const page = open({
      ...SESSION,
      candidates: SESSION.candidates.slice(0, 1),
      verdict: undefined,
      source: undefined,
    });
    expect(words(page.querySelector('h1'))).toBe('Comparison');
    expect(page.querySelector('[aria-label="Chances"]')).toBeNull();
    expect(page.querySelector('.stage.alone')).not.toBeNull();
  });
});
