/** A client and a person as a test adds them; seed-shapes.ts reads them. */
import type { Client } from '../seed/clients.ts';
import type { Email, Person } from '../seed/people.ts';

/** @see docs/sandbox-openapi.json, NewClient */
export interface NewClient extends Partial<Client> {
  name: string;
}

/** @see docs/sandbox-openapi.json, NewPerson */
export interface NewPerson extends Partial<Omit<Person, 'emails' | 'uuid' | 'accountId'>> {
  username: string;
  /** The first is the primary one, unless another says so of itself. */
  emails?: readonly (string | NewEmail)[];
}

export interface NewEmail extends Partial<Email> {
  address: string;
}
