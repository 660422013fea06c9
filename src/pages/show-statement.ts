/** What live Bitbucket does, ready for a template: words, date and sources of statements, by their ids. */
import { describeDepartures } from '../statements/account.ts';
import { findStatement } from '../statements/index.ts';
import { hrefOf } from '../statements/statement.ts';
import type { Statement, Status } from '../statements/statement.ts';
import { readProse } from './prose.ts';
import type { ProsePart } from './prose.ts';

export interface StatementView {
  readonly id: string;
  readonly about: string;
  readonly claim: readonly ProsePart[];
  readonly status: Status;
  /** The month of the newest evidence: `2026-10`. */
  readonly asOf: string;
  /** When it happened. */
  readonly on?: string;
  /** What to know of the evidence, and what the sandbox does otherwise. */
  readonly notes: readonly ProsePart[];
  readonly sources: readonly SourceView[];
}

export interface SourceView {
  readonly label: string;
  readonly href: string;
}

export function showStatement(statement: Statement): StatementView {
  const { id, about, claim, status, asOf, on, note, sources } = statement;
  const notes = [...(note === undefined ? [] : [note]), ...describeDepartures(statement)];
  return {
    id,
    about,
    claim: readProse(claim),
    status,
    asOf,
    ...(on !== undefined && { on }),
    notes: readProse(notes.join(' ')),
    sources: sources.map((source) => ({ label: source.label, href: hrefOf(source) })),
  };
}

/**
 * For templates, which name what they say.
 *
 * @throws {Error} There is no such statement.
 */
export function sayOfBitbucket(id: string): StatementView {
  return showStatement(findStatement(id));
}
