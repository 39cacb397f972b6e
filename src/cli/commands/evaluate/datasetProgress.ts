import type { DatasetKind } from '../../../core/dataset/datasetItem.ts';
import { kindWords } from '../../../core/dataset/kindWords.ts';
import type { ProgressDisplay } from '../../progressDisplay.ts';

/** Shows how far a dataset is: comparing what is scored, loading the model, scoring what is left. */
export class DatasetProgress {
  readonly display: ProgressDisplay;
  readonly #one: string;
  #done = 0;
  #total = 0;

  constructor(display: ProgressDisplay, kind: DatasetKind) {
    this.display = display;
    this.#one = kindWords(kind).one;
    display.start();
  }

  showChecking(done: number, total: number): void {
    this.display.show({ label: 'Checking the pictures of what is scored', unit: 'parts', done, total });
  }

  startScoring(total: number): void {
    this.#total = total;
    this.display.start();
    this.addScored(0);
  }

  addScored(count: number): void {
    this.#done += count;
    const [done, total] = [this.#done, this.#total];
    const label = `Scoring ${this.#one} ${Math.min(done + 1, total)} of ${total}`;
    this.display.show({ label, unit: 'parts', done, total });
  }

  clear(): void {
    this.display.clear();
  }
}
