/** A call out of the fields of its form. Host and path are ours: what is typed is one segment of it, or a value. */
import type { ExplorerCall, Method, QueryName } from './explorer-calls.ts';
import { segmentsOf } from './explorer-calls.ts';

/** The fields of the form by their names, as they were typed: `path.workspace`, `query.q`, `body.name`. */
export type Typed = ReadonlyMap<string, string>;

export interface CallRequest {
  readonly method: Method;
  /** Below `/2.0`, with its query. */
  readonly path: string;
  readonly body?: Readonly<Record<string, string>>;
}

export type CallReading =
  { readonly request: CallRequest } | { readonly faults: readonly [string, ...string[]] };

/** In the place of what the menu says: a menu has what was seen, and there may be more. */
export const OTHER = '.other';
export const LONGEST_VALUE = 1_000;

/** No slash, nothing that a URL would read otherwise, and not `.` or `..`, which lead to another path. */
const SEGMENT = /^(?!\.{1,2}$)[\w.:{}-]{1,100}$/;

export function isSegment(text: string): boolean {
  return SEGMENT.test(text);
}

/** Of these, one may be chosen. Contract §4.2; `ALL` is what clients in production send. */
export const CHOICES: Readonly<Partial<Record<QueryName, readonly string[]>>> = {
  role: ['member', 'contributor', 'admin', 'owner'],
  state: ['OPEN', 'MERGED', 'DECLINED', 'SUPERSEDED', 'ALL'],
};

/** What was typed for a segment, or else chosen. */
export function segmentIn(typed: Typed, name: string): string {
  return typed.get(`path.${name}${OTHER}`) ?? typed.get(`path.${name}`) ?? '';
}

export function readCall(call: ExplorerCall, typed: Typed): CallReading {
  const [first, ...others] = [
    ...segmentsOf(call).flatMap(({ name, isOptional }) =>
      faultOfSegment(name, segmentIn(typed, name), isOptional),
    ),
    ...call.query.flatMap((name) => faultOfValue(name, typed.get(`query.${name}`) ?? '')),
    ...call.body.flatMap((name) => faultOfValue(name, typed.get(`body.${name}`) ?? '')),
  ];
  if (first !== undefined) return { faults: [first, ...others] };
  const query = valuesOf(call.query, 'query', typed);
  const search = new URLSearchParams(query).toString();
  const path = pathOf(call, typed);
  return {
    request: {
      method: call.method,
      path: search === '' ? path : `${path}?${search}`,
      ...(call.body.length > 0 && { body: Object.fromEntries(valuesOf(call.body, 'body', typed)) }),
    },
  };
}

function pathOf({ path }: ExplorerCall, typed: Typed): string {
  const filled = path.replaceAll(/\{([^}?]+)\??\}/g, (_, name: string) =>
    encodeURIComponent(segmentIn(typed, name)),
  );
  return filled.replace(/\/$/, ''); // what was left out at its end
}

function valuesOf(names: readonly string[], place: string, typed: Typed): [string, string][] {
  return names.flatMap((name): [string, string][] => {
    const value = typed.get(`${place}.${name}`);
    return value === undefined ? [] : [[name, value]];
  });
}

function faultOfSegment(name: string, value: string, isOptional: boolean): string[] {
  if (value === '')
    return isOptional ? [] : [`${name}: choose one, or type one. Nothing was sent.`];
  if (isSegment(value)) return [];
  return [
    `${name}: “${value.slice(0, 60)}” is no single segment of a path. It takes up to 100 letters, digits and . _ - : { }, and no slash. Nothing was sent.`,
  ];
}

function faultOfValue(name: string, value: string): string[] {
  if (value.length > LONGEST_VALUE)
    return [
      `${name}: ${value.length} characters are too many; ${LONGEST_VALUE} are taken. Nothing was sent.`,
    ];
  const choices = CHOICES[name as QueryName];
  if (value === '' || !choices || choices.includes(value)) return [];
  return [`${name}: choose one of ${choices.join(', ')}. Nothing was sent.`];
}

/** The other way: what a call that was sent had in its fields, so that it can be changed and sent again. */
export function typedIn(
  call: ExplorerCall,
  {
    url,
    form = [],
  }: { readonly url: string; readonly form?: readonly (readonly [string, string])[] },
): Typed {
  const { pathname, searchParams } = new URL(url);
  const pattern = call.path
    .replaceAll(/\/\{[^}?]+\?\}/g, '(?:/([^/]+))?')
    .replaceAll(/\{[^}?]+\}/g, '([^/]+)');
  const [, ...values] = new RegExp(`/2\\.0${pattern}/?$`).exec(pathname) ?? [];
  return new Map([
    ...segmentsOf(call).flatMap(({ name }, index): [string, string][] => {
      const value: string | undefined = values[index];
      return value === undefined ? [] : [[`path.${name}`, decode(value)]];
    }),
    ...call.query.flatMap((name): [string, string][] => {
      const value = searchParams.get(name);
      return value === null ? [] : [[`query.${name}`, value]];
    }),
    ...form.map(([name, value]): [string, string] => [`body.${name}`, value]),
  ]);
}

/** A link of the server's that was followed may have what is no encoding. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
