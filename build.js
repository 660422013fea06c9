/**
 * `npm start` and `npm run build`: from `src` to `dist`, every entry with its packages in a few files.
 * Node would look for seven hundred otherwise, and a start would take three times as long.
 *
 *   node build.js [--fresh] [folder] [more entries]
 */
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values, positionals } = parseArgs({
  options: { fresh: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [outdir = 'dist', ...more] = positionals;
// Not at every start: an app that runs may still load what it has not needed so far.
if (values.fresh) rmSync(outdir, { recursive: true, force: true });

await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: ['src/server.ts', 'src/sandbox/cli.ts', 'src/sandbox/library.ts', ...more],
  outbase: 'src',
  outdir,
  bundle: true,
  splitting: true, // what is loaded on demand stays apart: axios, say
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['redis'], // optional: not everybody has it
  minifyWhitespace: true, // there is less to read at a start; names stay
  minifySyntax: true,
  sourcemap: true,
  legalComments: 'linked',
  // Packages in CommonJS ask for Node's own modules with `require`, which ES modules lack.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
