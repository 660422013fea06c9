/** Links of the API: absolute, built from the configured base URL and never from a Host header. */

export function link(...parts: readonly string[]): { href: string } {
  const [base = '', ...segments] = parts;
  return { href: [base, ...segments.map((segment) => encodeURIComponent(segment))].join('/') };
}

/** Where it is told apart from the path that it stands in: slashes stay. */
export function escapePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

export function withSlash({ href }: { href: string }): { href: string } {
  return { href: `${href}/` };
}

export function links(
  base: string,
  segments: readonly string[],
  names: readonly string[],
): Record<string, { href: string }> {
  return Object.fromEntries(names.map((name) => [name, link(base, ...segments, name)]));
}
