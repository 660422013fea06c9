/** The four roles of RFC 6749 §1.1, as every page has them. */
import type { Role } from '../wire/exchange.ts';
import type { RoleView } from './view-model.ts';

/** In the order of their lanes, from left to right. */
export const ROLES: Readonly<Record<Role, RoleView>> = {
  'resource-owner': {
    id: 'resource-owner',
    name: 'You and your browser',
    term: 'Resource owner',
    abbreviation: 'RO',
  },
  client: { id: 'client', name: 'Client: this app', term: 'Client', abbreviation: 'C' },
  'authorization-server': {
    id: 'authorization-server',
    name: 'Authorization server',
    term: 'Authorization server',
    abbreviation: 'AS',
  },
  'resource-server': {
    id: 'resource-server',
    name: 'Resource server: the API',
    term: 'Resource server',
    abbreviation: 'RS',
  },
};
