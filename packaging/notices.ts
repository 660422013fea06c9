/** The licences of what is bundled, word for word: each of them asks for that. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const HEAD = 'The sandbox contains code of these packages, each under its own licence.';

/**
 * @param files What was bundled, as paths from `top`.
 * @throws {Error} A package says nowhere under which licence it stands.
 */
export function renderNotices(top: string, files: readonly string[]): string {
  const packages = new Set(files.flatMap((file) => packageOf(file) ?? []));
  const notices = [...packages].toSorted().map((folder) => noticeOf(path.join(top, folder)));
  return `${[HEAD, ...notices].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** The innermost, where one has packages of its own. */
function packageOf(file: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  ) as { name: string; version: string; license?: string };
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|notice|copying)/i.test(file));
  if (files.length === 0) throw new Error(`${name} brings no text of its licence (${license}).`);
  const texts = files.map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
  return [`${name} ${version} (${license})`, ...texts].join('\n\n');
}
