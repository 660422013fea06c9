/** @returns What the text says as JSON; nothing where it is none: a page, or cut in the middle. */
export function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
