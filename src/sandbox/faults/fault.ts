/** What a fault is, and what every kind of fault is: a name, its parameters, a way to strike. */
import type { Request, Response } from 'express';
import type { Context } from '../context.ts';

export type FaultName =
  | 'slow'
  | 'hang'
  | 'reset'
  | 'status'
  | 'html'
  | 'malformed-json'
  | 'empty'
  | 'truncated'
  | 'huge'
  | 'redirect'
  | 'expired-token'
  | 'long-token'
  | 'missing-field';

/** Where a request goes; `other` are the pages and what nobody knows. */
export type Endpoint = 'authorize' | 'token' | 'api' | 'other';

/** What a test asks for. */
export interface FaultOrder {
  fault: FaultName;
  /** `authorize`, `token`, `api`, or the beginning of a path: `/2.0/user`. */
  endpoint: string;
  /** The next so many requests; without it, all until the fault is cleared. */
  times?: number;
  /** Only requests of this visitor: by default a client id. Such a fault ends after ten minutes. */
  visitor?: string;
  /** `slow`: milliseconds. */
  ms?: number;
  /** `status`, `redirect`: the status. */
  status?: number;
  /** `status`: the `Retry-After` header, seconds or a date. Without it there is none. */
  retryAfter?: number | string;
  /** `huge`: how large. */
  bytes?: number;
  /** `long-token`: how many characters. */
  length?: number;
  /** `missing-field`: which one. */
  field?: string;
}

export type ParameterName = 'ms' | 'status' | 'retryAfter' | 'bytes' | 'length' | 'field';
export type ParameterValue = number | string;

/** A fault that is set: with its defaults filled in. */
export interface Fault {
  readonly id: string;
  readonly fault: FaultName;
  readonly endpoint: string;
  /** How many requests it still strikes; `null`: every one. */
  readonly remaining: number | null;
  readonly visitor?: string;
  readonly parameters: Readonly<Partial<Record<ParameterName, ParameterValue>>>;
}

export interface Strike {
  fault: Fault;
  endpoint: Endpoint;
  context: Context;
  req: Request;
  res: Response;
  /** Lets the request go on to its true answer. */
  readonly goOn: (error?: unknown) => void;
}

export interface Parameter {
  /** `undefined`: the parameter may stay away. */
  readonly fallback: ParameterValue | undefined;
  readonly fits: (value: unknown) => boolean;
  readonly words: string;
}

export interface FaultKind {
  readonly name: FaultName;
  /** The endpoints where it makes sense; without it, all. */
  readonly endpoints?: readonly Endpoint[];
  readonly parameters?: Readonly<Partial<Record<ParameterName, Parameter>>>;
  strike(strike: Strike): void;
}

export function wholeNumber(fallback: number, smallest: number, largest: number): Parameter {
  return {
    fallback,
    fits: (value) =>
      Number.isInteger(value) && Number(value) >= smallest && Number(value) <= largest,
    words: `a whole number from ${smallest} to ${largest}`,
  };
}
