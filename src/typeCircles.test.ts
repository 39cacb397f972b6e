import { expect, it } from 'vitest';
import { lintFiles } from './testing/lintFiles.ts';

it('the lint refuses two files that need types of each other', async () => {
  const files = {
    'src/core/hen.ts': "import type { Egg } from './egg.ts';\nexport type Hen = Egg | 'hen';\n",
    'src/core/egg.ts': "import type { Hen } from './hen.ts';\nexport type Egg = Hen[];\n",
    'src/core/nest.ts': "import type { Egg } from './egg.ts';\nexport type Nest = Egg;\n",
  };
  expect([...(await lintFiles(files, 'no-cycle'))].toSorted()).toEqual(['src/core/egg.ts', 'src/core/hen.ts']);
});
