/** Identifiers that are the same at every start, since they are made from names. */
import { createHash } from 'node:crypto';

/** In Bitbucket's spelling: a UUID within braces. */
export function stableUuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
  ];
  return `{${[...groups, hex.slice(20, 32)].join('-')}}`;
}

/** Looks like an Atlassian account id, belongs to nobody. */
export function stableAccountId(name: string): string {
  return `999999:${stableUuid(`account ${name}`).slice(1, -1)}`;
}

/** 40 hexadecimal digits, as git writes them. */
export function stableCommitHash(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 40);
}

/** Letters and digits with a readable beginning: nobody takes it for a real credential. */
export function stableCredential(name: string, length: number): string {
  const digits = createHash('sha512').update(name).digest('hex');
  return `sandbox${digits}`.slice(0, length);
}
