/** A text that may be JSON, and may be a page, or cut in the middle. */

/** @returns What it says as JSON; nothing where it is none. */
export function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
