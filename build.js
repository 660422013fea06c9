/**
 * Before `npm start`, and `npm run build`: from `src` to `dist`, every entry with its packages in a few files;
 * from `public`, the scripts of the pages.
 * Node would look for seven hundred otherwise, and a start would take three times as long.
 * Nothing is done, and nothing written, where `dist` is already what `src` and the packages make.
 *
 *   node build.js [--fresh] [--whole] [folder] [more entries]
 *
 * `--whole`, for the image: optional packages inside, no source maps, nothing twice.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const TOP = import.meta.dirname;
const { values, positionals } = parseArgs({
  options: {
    fresh: { type: 'boolean', default: false },
    whole: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const [folder = 'dist', ...more] = positionals;
const outdir = path.resolve(TOP, folder);
/** Written last: what `dist` was made from, and all that belongs to it. */
const RECORD = path.join(outdir, 'built.json');

/** Two bundles: in one, what app and sandbox have in common would stand in ten small files, each found at a start. */
const APP = { entryPoints: { 'server.main': 'src/server.ts' } };
const SANDBOX = {
  entryPoints: {
    'sandbox/cli.main': 'src/sandbox/standalone/cli.ts',
    'sandbox/library': 'src/sandbox/standalone/library.ts',
    ...Object.fromEntries(more.map((at) => [path.relative('src', at).replace(/\.ts$/, ''), at])),
  },
  chunkNames: 'sandbox/[name]-[hash]',
};

try {
  const madeFrom = fingerprint();
  if (values.fresh || !isBuilt(madeFrom)) {
    makeRoom();
    const { build } = await import('esbuild');
    const made = [...programs().map((one) => bundle(build, one)), bundleForBrowsers(build)];
    keep((await Promise.all(made)).flat(), madeFrom);
  }
} catch (error) {
  const [reason] = String(error.message).split('\n');
  process.stderr.write(
    `${folder} is missing or older than src, and cannot be built: ${reason}. Is everything installed (npm install), and may this user write there?\n`,
  );
  process.exitCode = 1;
}

function programs() {
  if (!values.whole) return [APP, SANDBOX];
  return [{ entryPoints: { ...APP.entryPoints, ...SANDBOX.entryPoints } }];
}

function isBuilt(madeFrom) {
  const record = readRecord();
  return (
    record?.madeFrom === madeFrom &&
    record.files.every((file) => fs.existsSync(path.join(outdir, file)))
  );
}

/** None where it was torn, too: a disk was full, or a build was ended. */
function readRecord() {
  try {
    return JSON.parse(fs.readFileSync(RECORD, 'utf8'));
  } catch {
    return undefined;
  }
}

/** By what the files hold, not by their times: a copy or an older version may bring any time with it. */
function fingerprint() {
  const sources = ['src', 'public']
    .flatMap((one) => fs.readdirSync(path.join(TOP, one), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
  const hash = createHash('sha256').update(JSON.stringify([packages(), more, values.whole]));
  for (const file of [...sources, path.join(TOP, 'build.js'), path.join(TOP, 'require-node.js')]) {
    hash.update(`\0${path.relative(TOP, file)}\0`).update(fs.readFileSync(file));
  }
  return hash.digest('hex');
}

/** Those that are bundled, as installed: the same before and after `npm prune --omit=dev`. */
function packages() {
  const lock = ['node_modules/.package-lock.json', 'package-lock.json']
    .map((file) => path.join(TOP, file))
    .find((file) => fs.existsSync(file));
  const listed = lock === undefined ? {} : JSON.parse(fs.readFileSync(lock, 'utf8')).packages;
  return Object.entries(listed)
    .filter(([at, { dev, optional, devOptional }]) => at && !dev && !optional && !devOptional)
    .map(([at, { version }]) => `${at}@${version}`);
}

async function bundle(build, program) {
  const { outputFiles } = await build({
    ...program,
    absWorkingDir: TOP,
    outdir,
    write: false,
    bundle: true,
    splitting: true, // what is loaded on demand stays apart: axios, say
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: values.whole ? [] : ['redis'], // optional: not everybody has it
    minifyWhitespace: true, // there is less to read at a start; names stay
    minifySyntax: true,
    lineLimit: 160, // Node prints the whole line in which something was thrown
    sourcemap: !values.whole,
    legalComments: 'linked',
    // Packages in CommonJS ask for Node's own modules with `require`, which ES modules lack.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    plugins: [
      { name: 'json', setup: readJsonAsText },
      { name: 'http', setup: requireHttp },
    ],
    logLevel: 'warning',
  });
  return outputFiles;
}

/** V8 reads a text of JSON several times as fast as the same written as an object. */
function readJsonAsText({ onLoad }) {
  onLoad({ filter: /[\\/]node_modules[\\/].*\.json$/ }, ({ path: file }) => {
    const text = JSON.stringify(JSON.parse(fs.readFileSync(file, 'utf8')));
    return { contents: `module.exports = JSON.parse(${JSON.stringify(text)});`, loader: 'js' };
  });
}

/** For whoever imports `node:http`, Node 24 loads `fetch` and TLS; not for whoever requires it: a tenth of a start. */
function requireHttp({ onResolve, onLoad }) {
  const required = { path: 'node:http', namespace: 'required' };
  const isStatic = ({ kind }) => kind === 'import-statement';
  onResolve({ filter: /^node:http$/ }, (one) => (isStatic(one) ? required : undefined));
  const contents = "module.exports = require('node:http');";
  onLoad({ filter: /./, namespace: 'required' }, () => ({ contents }));
}

/**
 * What pages load, in few bytes and in one piece each: modules are fetched one after the other otherwise.
 * `npm run dev` serves them as they are written.
 */
async function bundleForBrowsers(build) {
  const { outputFiles } = await build({
    absWorkingDir: TOP,
    entryPoints: ['public/site.js', 'public/guide.js', 'public/implicit.js'],
    outdir: path.join(outdir, 'public'),
    write: false,
    bundle: true,
    format: 'iife', // two scripts of one page share no names
    target: 'es2022',
    minify: true,
    banner: { js: '/* Small, to be loaded. To be read: the folder public of the repository. */' },
    logLevel: 'warning',
  });
  return outputFiles;
}

/** @throws Where this user may not write. */
function makeRoom() {
  // Not at every start: an app that runs may still load what it has not needed so far.
  if (values.fresh) fs.rmSync(outdir, { recursive: true, force: true });
  fs.mkdirSync(outdir, { recursive: true });
  fs.accessSync(outdir, fs.constants.W_OK);
  // One that is no longer made would be served in the place of what stands in `public`.
  fs.rmSync(path.join(outdir, 'public'), { recursive: true, force: true });
  fs.rmSync(RECORD, { force: true });
}

function keep(outputFiles, madeFrom) {
  const files = new Map([
    ...outputFiles.map((file) => [path.relative(outdir, file.path), file.contents]),
    ['server.js', door('./server.main.js')],
    ['sandbox/cli.js', `#!/usr/bin/env node\n${door('./cli.main.js')}`],
  ]);
  for (const [file, contents] of files) {
    const at = path.join(outdir, file);
    fs.mkdirSync(path.dirname(at), { recursive: true });
    fs.writeFileSync(at, contents);
  }
  fs.writeFileSync(RECORD, JSON.stringify({ madeFrom, files: [...files.keys()] }));
}

/** A program's first file: it imports nothing before it knows that this Node can read the rest. */
function door(main) {
  return `${fs.readFileSync(path.join(TOP, 'require-node.js'), 'utf8')}await import('${main}');\n`;
}
