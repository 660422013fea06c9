/** Where the lanes and the arrows of the diagram stand, in the units of its viewBox. */
import type { Role } from '../../wire/exchange.ts';
import { ROLES } from '../roles.ts';
import type { FlowView } from './stage-view.ts';

/** One unit is one pixel where there is room for all of them. */
export const FLOW_WIDTH = 460;

const FIRST_LANE = 76;
const LANE_WIDTH = 110;
const HEAD_HEIGHT = 52;
/** All rows together: a grant of eight steps is as high as one of seven. */
const ROWS_HEIGHT = 352;
const HIGHEST_ROW = 50;
const LOWEST_ROW = 36;

/** Short enough for the head of a lane. */
const LANE_NAMES: Readonly<Record<Role, string>> = {
  'resource-owner': 'You',
  client: 'This app',
  'authorization-server': 'Auth server',
  'resource-server': 'The API',
};

export function laneX(id: Role): number {
  return FIRST_LANE + LANE_WIDTH * Object.keys(ROLES).indexOf(id);
}

/** A lane for each role that takes part; where nobody says yes, the place of the person says so. */
export function layOutLanes(roles: ReadonlySet<Role>): Pick<FlowView, 'lanes' | 'absent'> {
  const lanes = Object.values(ROLES)
    .filter(({ id }) => roles.has(id))
    .map((role) => ({ role, name: LANE_NAMES[role.id], x: laneX(role.id) }));
  return roles.has('resource-owner')
    ? { lanes }
    : { lanes, absent: { text: 'no person', x: laneX('resource-owner') } };
}

/** @returns How high each of so many rows is, how high the diagram, and the middle of the arrow of a row. */
export function layOutRows(count: number): {
  readonly rowHeight: number;
  readonly height: number;
  readonly yOf: (index: number) => number;
} {
  const room = Math.floor(ROWS_HEIGHT / Math.max(count, 1));
  const rowHeight = Math.min(HIGHEST_ROW, Math.max(LOWEST_ROW, room));
  return {
    rowHeight,
    height: HEAD_HEIGHT + rowHeight * count + 4,
    // The label stands above the arrow, in the upper half of the row.
    yOf: (index) => HEAD_HEIGHT + rowHeight * (index + 1) - 15,
  };
}
