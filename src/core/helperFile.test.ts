import { expect, it } from 'vitest';
import { isHelperFile } from './helperFile.ts';

it.each([
  '._photo.png',
  'set/._rows.json',
  'set\\._rows.json',
  '.DS_Store',
  'set/.DS_Store',
  'Thumbs.db',
  'thumbs.DB',
  'ehthumbs.db',
  'Desktop.ini',
  '__MACOSX/set/photo.png',
  'set/__MACOSX/._photo.png',
  '$RECYCLE.BIN/photo.png',
  'set/@eaDir/photo.png',
  '.Spotlight-V100/store.db',
  'Icon\r',
])('passes over %j', (path) => expect(isHelperFile(path)).toBe(true));

it.each([
  'photo.png',
  '.photo.png',
  '_photo.png',
  'set._photo.png',
  'DS_Store',
  'Thumbs.db.png',
  'desktop.ini/photo.png',
  'macosx/photo.png',
  '.hidden/photo.png',
  'icon',
  '',
])('keeps %j', (path) => expect(isHelperFile(path)).toBe(false));
