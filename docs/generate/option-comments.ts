/** What an editor shows of an option of `createSandbox`: the words of its row, with the names of the library. */
import type { SandboxOption } from '../../src/sandbox/options/option.ts';
import { OPTIONS } from '../../src/sandbox/options/options.ts';

const WIDTH = 100;
const ROWS = Object.entries<SandboxOption>(OPTIONS);

/** Puts the comment of each row above the member of its name, in the place of the one that stands there. */
export function writeOptionComments(source: string): string {
  return ROWS.reduce((text, [name, option]) => {
    const member = new RegExp(`(?:^  /\\*\\*(?:(?!\\*/)[^])*\\*/\\n)?^  ${name}\\??: `, 'm');
    if (!member.test(text)) throw new Error(`There is no member ${name}.`);
    return text.replace(member, (found) => layOut(describe(option)) + found.split('\n').at(-1));
  }, source);
}

function describe(option: SandboxOption): string {
  const { sets, default: fromTable, defaultInLibrary = fromTable, otherwise } = option;
  const words = sets === undefined ? capitalize(option.words) : `\`${sets}\` ${option.words}`;
  const otherwiseIs = otherwise === undefined ? '' : `: ${otherwise}`;
  const without =
    defaultInLibrary === undefined
      ? `Without it${otherwiseIs}`
      : `Default \`${defaultInLibrary}\`${otherwiseIs}`;
  return `${nameAsInLibrary(words)}. ${without}.`;
}

/** `--public-url auto` is `publicUrl: 'auto'` there. */
function nameAsInLibrary(words: string): string {
  return words.replaceAll(/`--([a-z-]+)(?: (\w+))?`/g, (_, flag: string, value?: string) => {
    const [name] = ROWS.find(([, option]) => option.flag === flag) ?? [flag];
    return value === undefined ? `\`${name}\`` : `\`${name}: '${value}'\``;
  });
}

function capitalize(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function layOut(text: string): string {
  const oneLine = `  /** ${text} */\n`;
  if (oneLine.length <= WIDTH) return oneLine;
  const lines = text.match(new RegExp(`.{1,${WIDTH - 5}}(?:\\s|$)`, 'g')) ?? [];
  return `  /**\n${lines.map((line) => `   * ${line.trimEnd()}\n`).join('')}   */\n`;
}
