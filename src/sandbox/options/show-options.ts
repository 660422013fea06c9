/** The table of options as people read it: `--help`, and the one in docs/sandbox.md. */
import { ALL_OPTIONS, COMMAND_OPTIONS } from './command-options.ts';
import { type SandboxOption, variableOf } from './option.ts';

const WORDS_AT = 31;
const WIDTH = 96;

export function showHelp(command: string): string {
  return `${command}: a strict Bitbucket Cloud on localhost, for OAuth 2.0 clients

Usage: ${command} [options]

${ALL_OPTIONS.map(([, option]) => showLine(option)).join('\n')}
${layOut('--help', 'prints this')}
${layOut('--version', 'prints the version')}

Each but the last two can stand in the environment as well: --public-url as SANDBOX_PUBLIC_URL,
and what takes nothing as true or false: SANDBOX_ISS=true. What stands here wins. No list of
processes shows the environment: a control token belongs there.

It serves Bitbucket's own paths: point your client's host at it and change nothing else.
  /site/oauth2/authorize   /site/oauth2/access_token   /2.0/…   /api/2.0/…
  /{workspace}/{repository}.git, for git ls-remote with a token
Tests drive it over HTTP, without a browser: GET /_sandbox/openapi.json describes how.
Exit codes: 0 stopped by a signal, 1 cannot listen, 2 wrong options or a faulty seed.
`;
}

function showLine(option: SandboxOption): string {
  const words = option.words.replaceAll('`', '');
  const isSaid = option.takes !== undefined && option.default !== undefined;
  return layOut(showFlag(option), isSaid ? `${words} (${option.default})` : words);
}

function showFlag({ flag, takes }: SandboxOption): string {
  return takes === undefined ? `--${flag}` : `--${flag} ${takes}`;
}

function layOut(flag: string, words: string): string {
  const lines = [''];
  for (const word of words.split(' ')) {
    const line = `${lines.at(-1)}${word} `;
    if (WORDS_AT + line.length > WIDTH) lines.push(`${word} `);
    else lines[lines.length - 1] = line;
  }
  const [first = '', ...more] = lines.map((line) => line.trimEnd());
  return [
    `  ${flag}`.padEnd(WORDS_AT) + first,
    ...more.map((line) => ' '.repeat(WORDS_AT) + line),
  ].join('\n');
}

/** Markdown, its columns as wide as they come: prettier sets them. */
export function showOptionsTable(): string {
  const cells = ALL_OPTIONS.map(([name, option]) => [
    `\`--${option.flag}\``,
    `\`${variableOf(option)}\``,
    showMember(name, option),
    showDefault(option),
    option.words,
  ]);
  const head = ['Option', 'Environment', '`createSandbox`', 'Default', 'Meaning'];
  return [head, head.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function showDefault({ otherwise, default: value, defaultInLibrary }: SandboxOption): string {
  if (defaultInLibrary !== undefined)
    return `\`${value}\`; \`createSandbox\`: \`${defaultInLibrary}\``;
  return otherwise ?? `\`${value}\``;
}

/** Of the library, which prints nothing. */
function showMember(name: string, { sets }: SandboxOption): string {
  if (Object.hasOwn(COMMAND_OPTIONS, name)) return '';
  return sets === false ? `\`${name}: false\`` : `\`${name}\``;
}
