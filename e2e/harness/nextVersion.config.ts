import { defineConfig, mergeConfig } from 'vite';
import site from '../../vite.config.ts';

/** The site as a later version of it: other code, and other files in the public folder that `PUBLIC_FOLDER` names. */
export default mergeConfig(
  site,
  defineConfig({
    publicDir: process.env['PUBLIC_FOLDER'] ?? '',
    plugins: [
      {
        name: 'next-version',
        transform: (code, id) =>
          /src\/app\/main\.tsx$|src\/app\/components\/models\/ModelsPage\.tsx$/.test(id)
            ? `${code}\nself.siteVersion = 'next';`
            : undefined,
      },
    ],
  }),
);
