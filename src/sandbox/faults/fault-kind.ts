/** What every kind of fault is: a name, its parameters, a way to strike. */
import type { Request, Response } from 'express';
import type { Context } from '../context.ts';
import type { Endpoint, Fault, FaultName, ParameterName, ParameterValue } from './fault.ts';

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
