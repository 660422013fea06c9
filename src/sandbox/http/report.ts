/** Accidents inside the sandbox, one line of JSON each. */
import type { Report } from '../../http/report.ts';
import { openLines } from '../../process/lines.ts';

export const reportToStderr: Report = (error) => {
  openLines(process.stderr).write(`${JSON.stringify(describeAccident(error))}\n`);
};

/**
 * The class and the places in the code; never the message, which may hold what was sent: secrets,
 * or line breaks that would forge a second entry.
 */
export function describeAccident(error: unknown): { sandbox: string; at: string[] } {
  const isError = error instanceof Error;
  return {
    sandbox: isError ? error.name : typeof error,
    at: isError ? framesOf(error) : [],
  };
}

/** Behind the message, however many lines that has. */
function framesOf({ stack = '', message }: Error): string[] {
  const end = stack.indexOf(message) + message.length;
  const [, ...frames] = stack.slice(end).split('\n    at ');
  return frames;
}
