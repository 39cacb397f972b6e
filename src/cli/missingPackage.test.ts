import { describe, expect, it } from 'vitest';
import { explainMissingPackage, MissingPackageError } from './missingPackage.ts';

describe('explainMissingPackage', () => {
  it.each([
    // As Node says it of `import` and of `require`.
    "Cannot find package 'sharp' imported from /app/node_modules/editreward-web/lib/cli/imageFile.mjs",
    "Cannot find module 'onnxruntime-node'\nRequire stack:\n- /app/main.mjs",
  ])('says what to install: %s', (message) => {
    const error = explainMissingPackage(new Error(message));
    expect(error).toBeInstanceOf(MissingPackageError);
    expect(error).toHaveProperty('message', expect.stringContaining('npm install onnxruntime-node sharp'));
  });

  it('leaves other errors alone', () => {
    const other = new Error("Cannot find package 'left-pad' imported from /app/main.mjs");
    expect(explainMissingPackage(other)).toBe(other);
    expect(explainMissingPackage('text')).toBe('text');
  });
});
