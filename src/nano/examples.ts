import type { RgbImage } from '../core/image/rgbImage.ts';
import { Random } from '../evaluation/statistics/random.ts';
import { DAMAGE_STRENGTHS, damageImage, type DamageKind } from './damage.ts';
import { applyEdit, type Edit } from './edit.ts';
import { paintScene } from './paintScene.ts';
import type { ColorName, Place, Pose, Scene, Shape, Thing } from './scene.ts';
import { instructionFor } from './wording.ts';

/** An example for people to try: a source and edits of it whose file names say what is wrong with them. */
export interface NanoExample {
  /** Also the folder of its files. */
  readonly id: string;
  readonly title: string;
  readonly instruction: string;
  readonly source: RgbImage;
  readonly candidates: readonly NanoExampleCandidate[];
}

export interface NanoExampleCandidate {
  /** What happened, as words with hyphens: the file's name without its ending. */
  readonly name: string;
  readonly image: RgbImage;
}

/** How an example is composed. */
interface Composition {
  readonly id: string;
  readonly title: string;
  readonly scene: Scene;
  readonly edit: Edit;
  /** Its name, and the scene it shows. */
  readonly flawed: readonly [name: string, scene: (source: Scene, done: Scene) => Scene];
  readonly damage: readonly [name: string, kind: DamageKind];
}

const WORST = 2;

/** Always the same: one of each type of edit, and a crowded one. */
export function nanoExamples(): NanoExample[] {
  return COMPOSITIONS.map(compose);
}

function compose({ id, title, scene, edit, flawed, damage }: Composition, seed: number): NanoExample {
  const done = applyEdit(scene, edit, POSE);
  const [flawedName, flaw] = flawed;
  const [damagedName, kind] = damage;
  const damaged = damageImage(paintScene(done), kind, DAMAGE_STRENGTHS[kind][WORST], new Random(seed));
  const candidates = [
    { name: flawedName, image: paintScene(flaw(scene, done)) },
    { name: damagedName, image: damaged },
    { name: 'done', image: paintScene(done) },
    { name: 'nothing-done', image: paintScene(scene) },
  ];
  return { id, title, instruction: instructionFor(scene, edit), source: paintScene(scene), candidates };
}

const POSE: Pose = { halfSize: 28, offsetX: 0, offsetY: 0 };

function thing(color: ColorName, shape: Shape, place: Place, halfSize: number, offsetX = 0, offsetY = 0): Thing {
  return { color, shape, place, halfSize, offsetX, offsetY };
}

function without(index: number): (source: Scene, done: Scene) => Scene {
  return (_source, done) => ({ ...done, things: done.things.toSpliced(index, 1) });
}

function instead(edit: Edit): (source: Scene) => Scene {
  return (source) => applyEdit(source, edit, POSE);
}

const COMPOSITIONS: readonly Composition[] = [
  {
    id: 'recolor',
    title: 'Recolour',
    scene: {
      background: { color: [176, 198, 206], gradient: 22 },
      things: [thing('red', 'circle', 'left', 30, 2, -3), thing('yellow', 'star', 'top right', 29, -3, 2)],
    },
    edit: { type: 'recolor', target: 0, color: 'blue' },
    flawed: ['wrong-color', instead({ type: 'recolor', target: 0, color: 'green' })],
    damage: ['done-but-blurred', 'blur'],
  },
  {
    id: 'remove',
    title: 'Remove',
    scene: {
      background: { color: [206, 186, 168], gradient: 0 },
      things: [
        thing('blue', 'star', 'center', 31, -2, 3),
        thing('green', 'square', 'bottom right', 24, 2, -2),
        thing('orange', 'triangle', 'top left', 27, 3, 2),
      ],
    },
    edit: { type: 'remove', target: 0 },
    flawed: ['wrong-object-removed', instead({ type: 'remove', target: 1 })],
    damage: ['done-but-in-blocks', 'blocks'],
  },
  {
    id: 'add',
    title: 'Add',
    scene: {
      background: { color: [158, 184, 150], gradient: -24 },
      things: [thing('purple', 'triangle', 'bottom', 28, 3, -1), thing('white', 'circle', 'right', 25, -2, 0)],
    },
    edit: { type: 'add', color: 'red', shape: 'square', place: 'top left' },
    flawed: ['wrong-place', instead({ type: 'add', color: 'red', shape: 'square', place: 'bottom left' })],
    damage: ['done-but-with-seams', 'seams'],
  },
  {
    id: 'replace',
    title: 'Replace',
    scene: {
      background: { color: [200, 170, 190], gradient: 0 },
      things: [
        thing('orange', 'circle', 'top', 29, -4, 3),
        thing('black', 'square', 'left', 26, 2, 2),
        thing('green', 'triangle', 'bottom right', 29, -1, -3),
      ],
    },
    edit: { type: 'replace', target: 2, color: 'white', shape: 'star' },
    flawed: ['wrong-object-replaced', instead({ type: 'replace', target: 1, color: 'white', shape: 'star' })],
    damage: ['done-but-noisy', 'noise'],
  },
  {
    id: 'move',
    title: 'Move',
    scene: {
      background: { color: [150, 160, 200], gradient: 25 },
      things: [
        thing('yellow', 'circle', 'top left', 28, 2, 3),
        thing('red', 'star', 'bottom', 30, 0, -2),
        thing('green', 'square', 'right', 25, -3, 1),
      ],
    },
    edit: { type: 'move', target: 0, place: 'bottom right' },
    flawed: ['done-but-another-object-lost', without(1)],
    damage: ['done-but-blurred', 'blur'],
  },
  {
    id: 'crowded',
    title: 'Recolour one of four',
    scene: {
      background: { color: [196, 200, 172], gradient: -20 },
      things: [
        thing('blue', 'square', 'top left', 26, 3, -2),
        thing('blue', 'circle', 'top right', 28, -2, 3),
        thing('black', 'triangle', 'center', 30, 1, 2),
        thing('purple', 'star', 'bottom left', 31, 0, -4),
      ],
    },
    edit: { type: 'recolor', target: 1, color: 'orange' },
    flawed: ['wrong-object', instead({ type: 'recolor', target: 0, color: 'orange' })],
    damage: ['done-but-with-seams', 'seams'],
  },
];
