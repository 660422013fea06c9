/**
 * The code of the package. There is one library, in CommonJS, for plain jest reads nothing else; what `import`
 * gets is a door to the same one, so that a process never holds two.
 */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BuildOptions, type Metafile, type Plugin, build } from 'esbuild';

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  minifyWhitespace: true, // names stay: they are read in stacks
  minifySyntax: true,
  lineLimit: 160,
  legalComments: 'none', // THIRD-PARTY-LICENSES.txt has them
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** `import` would have Node read all of a CommonJS file for the names that it exports; `require` does not. */
const DOOR_FOR_IMPORT = `import { createRequire } from 'node:module';
export const { createSandbox, FaultyInputError } = createRequire(import.meta.url)('./index.cjs');
`;

/** @returns The files that went into it, as esbuild names them. */
export async function bundle(top: string, staging: string): Promise<string[]> {
  const library = await build({
    ...common,
    absWorkingDir: top,
    entryPoints: ['src/sandbox/standalone/library.ts'],
    outfile: path.join(staging, 'index.cjs'),
    format: 'cjs',
    define: { 'import.meta.dirname': '__dirname' },
    supported: { 'dynamic-import': false }, // plain jest has none
  });
  const command = await build({
    ...common,
    absWorkingDir: top,
    entryPoints: ['src/sandbox/standalone/cli.ts'],
    outfile: path.join(staging, 'command.mjs'),
    format: 'esm',
    plugins: [libraryApart],
  });
  const write = (file: string, text: string) => writeFileSync(path.join(staging, file), text);
  write('index.mjs', DOOR_FOR_IMPORT);
  const requireNode = readFileSync(path.join(top, 'require-node.js'), 'utf8');
  write('cli.mjs', `#!/usr/bin/env node\n${requireNode}await import('./command.mjs');\n`);
  chmodSync(path.join(staging, 'cli.mjs'), 0o755);
  return [library.metafile, command.metafile].flatMap(inputsOf);
}

/** The command loads the library that stands beside it, when it needs one. */
const libraryApart: Plugin = {
  name: 'library-apart',
  setup(building) {
    building.onResolve({ filter: /^\.\/library\.ts$/ }, () => ({
      path: './index.mjs',
      external: true,
    }));
  },
};

/** What was left out of the output, as types are, counts for nothing. */
function inputsOf({ outputs }: Metafile): string[] {
  return Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
}
