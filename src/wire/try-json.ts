/** A text that may be JSON, and may be a page, or cut in the middle. */

/** @returns What it says as JSON; nothing where it is none. */
export function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns The fields of an object; nothing where the text is none. */
export function tryJsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = tryJson(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ...value }
    : undefined;
}
