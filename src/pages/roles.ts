/** How the four roles of RFC 6749 §1.1 are named on the pages. */
import type { Role } from '../wire/exchange.ts';
import type { RoleView } from './view-model.ts';

/** In the order of their lanes, from left to right. */
export const ROLES: Readonly<Record<Role, RoleView>> = {
  'resource-owner': { id: 'resource-owner', name: 'You and your browser', abbreviation: 'RO' },
  client: { id: 'client', name: 'Client: this app', abbreviation: 'C' },
  'authorization-server': {
    id: 'authorization-server',
    name: 'Authorization server',
    abbreviation: 'AS',
  },
  'resource-server': {
    id: 'resource-server',
    name: 'Resource server: the API',
    abbreviation: 'RS',
  },
};
