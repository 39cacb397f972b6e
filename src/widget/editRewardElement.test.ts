// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import type { EditRewardElement } from './editRewardElement.ts';
import './index.ts';
import { NANO_LIMITS } from './nanoLimits.ts';

let widget: EditRewardElement;
let events: unknown[];

beforeEach(async () => {
  events = [];
  widget = document.createElement('edit-reward');
  widget.addEventListener('choose', ({ detail }) => events.push(detail));
  widget.setAttribute('source', 's.png');
  widget.setAttribute('candidates', 'a.png b.png');
  document.body.replaceChildren(widget);
  await shown();
});

/** Everything that one turn of the page sets is shown in the next. */
const shown = () => new Promise((resolve) => setTimeout(resolve));

function part<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, name: string): HTMLElementTagNameMap[Tag][] {
  return [...(widget.shadowRoot?.querySelectorAll<HTMLElementTagNameMap[Tag]>(`${tag}[part=${name}]`) ?? [])];
}
const note = () => part('p', 'note')[0]?.textContent;
const chooseTexts = () => part('button', 'choose').flatMap((one) => (one.hidden ? [] : [one.textContent]));

describe('what a model cannot judge', () => {
  it('is said of Nano before anything is loaded, and of others once they are', async () => {
    expect(note()).toBe(`${NANO_LIMITS} Runs on this device; pictures are not uploaded.`);
    widget.model = 'https://m.example/';
    await shown();
    expect(note()).toBe('Runs on this device; pictures are not uploaded.');
  });
});

describe('a choice', () => {
  it('is offered where the page asks for it', () => {
    expect(chooseTexts()).toEqual([]);
    widget.setAttribute('choosable', '');
    expect(chooseTexts()).toEqual(['Choose', 'Choose']);
    widget.removeAttribute('choosable');
    expect(chooseTexts()).toEqual([]);
  });

  it('is an event if a visitor makes it, and a property', () => {
    widget.choosable = true;
    part('button', 'choose')[1]?.click();
    expect(events).toEqual([{ index: 1, name: 'b.png', picture: 'b.png' }]);
    expect(widget.chosen).toBe(1);
    expect(chooseTexts()).toEqual(['Choose', 'Chosen']);
    widget.chosen = 0;
    expect(chooseTexts()).toEqual(['Chosen', 'Choose']);
    expect(events).toHaveLength(1);
    widget.formResetCallback();
    expect(widget.chosen).toBeUndefined();
  });

  it('stays with another instruction, and ends with other candidates', async () => {
    widget.choosable = true;
    widget.chosen = 1;
    widget.instruction = 'Make it red';
    await shown();
    expect([widget.chosen, chooseTexts()]).toEqual([1, ['Choose', 'Chosen']]);
    widget.candidates = ['a.png'];
    await shown();
    expect([widget.chosen, chooseTexts()]).toEqual([undefined, ['Choose']]);
    widget.chosen = 5;
    expect(widget.chosen).toBeUndefined();
  });

  it('is never one of other pictures than those that are enlarged', async () => {
    widget.choosable = true;
    part('button', 'enlarge')[2]?.click();
    expect(part('dialog', 'dialog')[0]?.open).toBe(true);
    widget.candidates = ['c.png', 'd.png'];
    await shown();
    expect(part('dialog', 'dialog')[0]?.open).toBe(false);
  });

  it('is made among the enlarged pictures too', () => {
    widget.choosable = true;
    part('button', 'enlarge')[2]?.click();
    const dialog = widget.shadowRoot?.querySelector('dialog');
    expect(dialog?.open).toBe(true);
    expect(dialog?.querySelector('[role=status]')?.textContent).toBe('b.png over the source, 3 of 3');
    const button = [...(dialog?.querySelectorAll('button') ?? [])].find((one) => one.textContent === 'Choose');
    button?.click();
    expect(events).toEqual([{ index: 1, name: 'b.png', picture: 'b.png' }]);
    expect(button?.textContent).toBe('Chosen');
  });
});
