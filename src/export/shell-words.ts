/** Texts as words of a shell: data stays data, whatever it holds. */
import { quoteForShell } from '../wire/curl.ts';

/** Inside double quotes, where variables may stand beside it. */
export function escape(text: string): string {
  return text.replaceAll(/[\\"$`]/g, String.raw`\$&`);
}

/** @param inside Escaped texts and variables. */
export function quote(inside: string): string {
  return `"${inside}"`;
}

/** Single quotes keep every character as it is, but for themselves. */
export function literal(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : quoteForShell(text);
}

/** A line of a comment stays one. */
export function comment(text: string): string {
  return `# ${text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()}`;
}

/** One option a line. */
export function layOut(command: string, options: readonly string[]): string[] {
  return [command, ...options.map((option) => `  ${option}`)].map((line, at) =>
    at < options.length ? `${line} \\` : line,
  );
}
