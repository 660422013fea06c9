/** Accidents inside the sandbox, one line of JSON each. */

/**
 * The class and the places in the code; never the message, which may hold what was sent: secrets,
 * or line breaks that would forge a second entry.
 */
export function reportToStderr(error: unknown): void {
  const isError = error instanceof Error;
  const entry = {
    sandbox: isError ? error.name : typeof error,
    at: isError ? framesOf(error) : [],
  };
  process.stderr.write(`${escapeControls(JSON.stringify(entry))}\n`);
}

/** Behind the message, however many lines that has. */
function framesOf({ stack = '', message }: Error): string[] {
  const end = stack.indexOf(message) + message.length;
  const [, ...frames] = stack.slice(end).split('\n    at ');
  return frames;
}

/** JSON leaves a few characters alone that a terminal obeys. */
function escapeControls(text: string): string {
  return text.replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
