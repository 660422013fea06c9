/** Lays out a grant's figure: one lane for each role, one arrow for each step. Done once per grant. */
import type { GrantFacts } from '../grants/facts/grant-facts.ts';
import { ROLES } from './roles.ts';
import type { SequenceDiagram } from './view-model.ts';

const WIDTH = 720;
const LANE_WIDTH = WIDTH / Object.keys(ROLES).length;
const HEAD_HEIGHT = 64;
const ROW_HEIGHT = 52;
/** How far an arrow from a role to itself reaches out. */
const LOOP_WIDTH = 48;

export function layOutDiagram({ title, source, steps }: GrantFacts): SequenceDiagram {
  const lanes = Object.values(ROLES).map((role, index) => ({
    role,
    x: LANE_WIDTH * (index + 0.5),
  }));
  const xOf = (id: string) => lanes.find(({ role }) => role.id === id)?.x ?? 0;

  const arrows = steps.map((step, index) => {
    const fromX = xOf(step.from);
    const toX = step.from === step.to ? fromX + LOOP_WIDTH : xOf(step.to);
    return {
      letter: step.letter,
      label: step.label,
      fromX,
      toX,
      y: HEAD_HEIGHT + ROW_HEIGHT * (index + 0.75),
      labelX: (fromX + toX) / 2,
      isToTheRight: toX > fromX,
      from: ROLES[step.from],
      to: ROLES[step.to],
    };
  });

  return {
    width: WIDTH,
    height: HEAD_HEIGHT + ROW_HEIGHT * (steps.length + 0.5),
    title: `The ${title} grant, RFC ${source.rfc} section ${source.section}, step by step`,
    description: steps
      .map(
        (step) =>
          `${step.letter}: ${ROLES[step.from].name} to ${ROLES[step.to].name}: ${step.label}.`,
      )
      .join(' '),
    lanes,
    arrows,
  };
}
