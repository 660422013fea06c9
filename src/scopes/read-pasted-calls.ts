/** Paths, curl lines and git commands that somebody has pasted: of each, the method and the path alone. */
import { matchCall, matchGit } from './match-call.ts';
import type { CallMatch } from './match-call.ts';

export interface PastedCall {
  /** What was understood, fit to be shown: `POST /2.0/repositories/acme/site/src`. Never a query or a header. */
  readonly shown: string;
  readonly match: CallMatch;
}

const MOST_CALLS = 60;
/** A workspace or a repository has 62 characters at the most; what is longer may be anything. */
const LONGEST_SEGMENT = 62;

const METHOD =
  /(?:^|\s)(?:-X|--request)[\s=]*['"]?([A-Z]+)\b|^[\s"'>$-]{0,8}(GET|HEAD|POST|PUT|DELETE|PATCH)\s/;
const HAS_BODY = /\s(?:-d|--data(?:-\w+)?|--json|-F|--form)\b/;
/** What stands in a path, and nothing that begins a query or a parameter, as it is or encoded. */
const PATH = String.raw`(?:[\w.{}~/:+-]|%(?!2[356]|3[BDFbdf])[\dA-Fa-f]{2})*`;
const ADDRESS = new RegExp(String.raw`/2\.0(/${PATH})`);
const BARE = new RegExp(
  String.raw`(?:^|[\s'"\x60])(/(?:user|users|workspaces|repositories|snippets)(?:/${PATH})?)(?![\w-])`,
);
const GIT = /\bgit\s+(clone|fetch|pull|push|ls-remote)\b/;

/** @returns A call for each line that has one; lines without any are counted. */
export function readPastedCalls(text: string): {
  readonly calls: readonly PastedCall[];
  readonly others: number;
} {
  const lines = text
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, MOST_CALLS);
  const calls = lines.flatMap((line) => readLine(line) ?? []);
  const byShown = new Map(calls.map((one) => [one.shown, one]));
  return { calls: [...byShown.values()], others: lines.length - calls.length };
}

function readLine(line: string): PastedCall | undefined {
  const [, command] = GIT.exec(line) ?? [];
  if (command !== undefined) return { shown: `git ${command}`, match: matchGit(command) };
  const [, path] = ADDRESS.exec(line) ?? BARE.exec(line) ?? [];
  if (path === undefined) return undefined;
  const [, option, first] = METHOD.exec(line) ?? [];
  const asked = option ?? first ?? (HAS_BODY.test(line) ? 'POST' : 'GET');
  const method = asked === 'HEAD' ? 'GET' : asked;
  return { shown: `${method} /2.0${showPath(path)}`, match: matchCall({ method, path }) };
}

function showPath(path: string): string {
  return path
    .split('/')
    .map((segment) => (segment.length > LONGEST_SEGMENT ? '…' : segment))
    .join('/');
}
