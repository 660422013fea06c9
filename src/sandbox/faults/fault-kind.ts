/** What every kind of fault is: a name, its parameters, what it does to a request. */
import type { Request, Response } from 'express';
import type { Context } from '../context.ts';
import type { Endpoint, Fault, FaultName, ParameterName, ParameterValue } from './fault.ts';

export interface FaultContext {
  fault: Fault;
  endpoint: Endpoint;
  context: Context;
  req: Request;
  res: Response;
  /** Set to false by a kind that found nothing to change: the fault waits for the next request. */
  isApplied: boolean;
  /** Lets the request go on to its true answer. */
  readonly next: (error?: unknown) => void;
}

export interface Parameter {
  /** `undefined`: the parameter may stay away. */
  readonly fallback: ParameterValue | undefined;
  /** Elsewhere it must be given; without it, nowhere. */
  readonly fallbackAt?: readonly Endpoint[];
  readonly fits: (value: unknown) => boolean;
  readonly words: string;
}

export interface FaultKind {
  readonly name: FaultName;
  /** The endpoints where it makes sense; without it, all. */
  readonly endpoints?: readonly Endpoint[];
  /** It applies to preflights of browsers, and to nothing else; every other kind spares them. */
  readonly isOfPreflights?: true;
  readonly parameters?: Readonly<Partial<Record<ParameterName, Parameter>>>;
  apply(faultContext: FaultContext): void;
}

export function oneOf(fallback: ParameterValue, ...others: readonly ParameterValue[]): Parameter {
  const possible: readonly unknown[] = [fallback, ...others];
  return {
    fallback,
    fits: (value) => possible.includes(value),
    words: `one of ${possible.join(', ')}`,
  };
}

export function wholeNumber(fallback: number, smallest: number, largest: number): Parameter {
  return {
    fallback,
    fits: (value) =>
      Number.isInteger(value) && Number(value) >= smallest && Number(value) <= largest,
    words: `a whole number from ${smallest} to ${largest}`,
  };
}
