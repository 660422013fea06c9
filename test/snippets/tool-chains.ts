/** What runs the programs of each language of `snippets`, where this machine has it. */
import { type SpawnSyncOptionsWithStringEncoding, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface ToolChain {
  /** As the record tells it: `Python 3.11.2`. */
  readonly version: string;
  /** What stands before the file of a program. */
  readonly runWith: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The program has libraries of npm beside it: a link to ours. */
  readonly needsNodeModules?: true;
  /** Makes of a program, once, what is then run by itself. */
  readonly build?: (file: string, result: string) => readonly string[];
}

const TOP = path.resolve(import.meta.dirname, '..', '..');
/** Comes with the first `npm test`. */
const BROWSERS = path.join(TOP, 'test/browser');
/** Where Debian has what its packages bring, which another Python of the same name does not see. */
const PYTHONS = ['python3', '/usr/bin/python3'];
const DEBIANS_GO: Readonly<Record<string, string>> = {
  GO111MODULE: 'off',
  GOPATH: '/usr/share/gocode',
};
const DEBIANS_GSON = '/usr/share/java/gson.jar';

/** Each by the slug of its language. @returns The tool chain, or what is missing, in words. */
const FINDERS: Readonly<Record<string, () => ToolChain | string>> = {
  bash() {
    const [bash, curl, jq] = [ask('bash'), ask('curl'), ask('jq')];
    if (!bash || !curl || !jq || !ask('openssl', ['version']) || !ask('flock')) {
      return 'bash, curl, jq, openssl and flock are not all installed here';
    }
    const versions = [`bash ${numberIn(bash)}`, `curl ${numberIn(curl)}`, `jq ${numberIn(jq)}`];
    return { version: versions.join(', '), runWith: ['bash'] };
  },
  typescript: () => ({
    version: `${node()}, axios ${versionOf('axios')}, Express ${versionOf('express')}`,
    runWith: [process.execPath, '--import', 'tsx'], // `npx tsx`, without its half a second
    needsNodeModules: true,
  }),
  javascript: () => ({ version: node(), runWith: [process.execPath] }),
  /** Of the page of the implicit grant. */
  page() {
    if (!existsSync(path.join(BROWSERS, 'node_modules'))) return 'no Chromium is installed here';
    return { version: `Chromium ${versionOf('@sparticuz/chromium', BROWSERS)}`, runWith: [] };
  },
  python: () =>
    findPython('import sys; print("Python %d.%d.%d" % sys.version_info[:3])') ??
    'python3 is not installed here',
  'python-requests': () =>
    findPython(
      'import sys, requests_oauthlib as r;' +
        'print("Python %d.%d.%d, Requests-OAuthlib %s" % (*sys.version_info[:3], r.__version__))',
    ) ?? 'python3 with requests-oauthlib is not installed here',
  go() {
    const version = ask('go', ['version']);
    const library = ask('go', ['list', 'golang.org/x/oauth2'], { env: DEBIANS_GO });
    if (!version || !library) return 'go with golang.org/x/oauth2 is not installed here';
    return {
      version: `Go ${numberIn(version)}, x/oauth2 ${numberIn(askDebian('golang-golang-x-oauth2-dev'))}`,
      runWith: [],
      env: DEBIANS_GO,
      // Not `go run`: that is another process between, with a word of its own at the end.
      build: (file, result) => ['go', 'build', '-o', result, file],
    };
  },
  java() {
    const version = ask('java');
    if (!version || !existsSync(DEBIANS_GSON)) return 'java with gson is not installed here';
    const gson = numberIn(askDebian('libgoogle-gson-java'));
    return {
      version: `Java ${numberIn(version)}, Gson ${gson}`,
      runWith: ['java', '-cp', DEBIANS_GSON],
    };
  },
  php() {
    const version = ask('php', ['-r', 'echo extension_loaded("curl") ? PHP_VERSION : "";']);
    if (!version) return 'php with its curl extension is not installed here';
    return { version: `PHP ${numberIn(version)}`, runWith: ['php'] };
  },
  ruby() {
    const question = 'puts RUBY_VERSION + ", oauth2 " + Gem.loaded_specs["oauth2"].version.to_s';
    const version = ask('ruby', ['-e', `gem "oauth2"; ${question}`]);
    if (!version) return 'ruby with oauth2 is not installed here';
    return { version: `Ruby ${version}`, runWith: ['ruby'] };
  },
};

const found = new Map<string, ToolChain | string>();

/** @returns The tool chain of a language, or why its programs cannot be run here. */
export function findToolChain(language: string): ToolChain | string {
  const known = found.get(language);
  if (known !== undefined) return known;
  const one = FINDERS[language]?.() ?? `test/snippets/tool-chains.ts knows no ${language}`;
  found.set(language, one);
  return one;
}

function findPython(question: string): ToolChain | undefined {
  for (const python of PYTHONS) {
    const version = ask(python, ['-c', question]);
    if (version) return { version, runWith: [python], env: { PYTHONDONTWRITEBYTECODE: '1' } };
  }
  return undefined;
}

/** The first line of what a command says of itself; undefined where there is no such command. */
function ask(
  command: string,
  question: readonly string[] = ['--version'],
  { env }: { env?: Readonly<Record<string, string>> } = {},
): string | undefined {
  const options: SpawnSyncOptionsWithStringEncoding = {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  };
  const { status, stdout } = spawnSync(command, question, options);
  return status === 0 ? stdout.split('\n')[0] : undefined;
}

/** The version of one of its packages. */
const askDebian = (name: string) => ask('dpkg-query', ['-W', '-f=${Version}', name]) ?? 'unknown';

const node = () => `Node.js ${process.versions.node}`;

function numberIn(text: string): string {
  return /\d+(?:\.\d+)+/.exec(text)?.[0] ?? text;
}

/** Of a package that is installed in a folder of ours. */
function versionOf(name: string, folder = TOP): string {
  const file = path.join(folder, 'node_modules', name, 'package.json');
  return String((JSON.parse(readFileSync(file, 'utf8')) as { version?: unknown }).version);
}
