/** docs/architecture.svg: the rooms in their rows, and the way of a run through them. */
import { GAP, ROWS, WIDTH } from './rooms.ts';
import type { Box } from './rooms.ts';

const HEIGHT = 52; // of a box
const LEFT = 12;
const PITCH = HEIGHT + GAP;
const SANDBOX = { x: LEFT + WIDTH + GAP, first: 2, last: 10, width: 190 };

const style = `
    rect { fill: #fff; stroke: #44546f }
    .s { fill: #f1f2f4 }
    text { fill: #172b4d; font-family: system-ui, sans-serif; text-anchor: middle }
    .n { font-size: 16px; font-weight: 600 }
    .many { font-size: 13px }
    .w { font-size: 13px }
    .way { fill: none; stroke: #0c66e4; stroke-width: 3; stroke-linejoin: round }
    circle { fill: #0c66e4 }
    .d { fill: #fff; font-size: 14px; font-weight: 600 }
    svg { background: #fff }
    @media (prefers-color-scheme: dark) {
      rect { fill: #22272b; stroke: #8c9bab }
      .s { fill: #2c333a }
      text { fill: #dee4ea }
      .way { stroke: #85b8ff }
      circle { fill: #85b8ff }
      .d { fill: #161a1d }
      svg { background: #161a1d }
    }
  `;

const middleOf = (room: string) => topOf(rowOf(room)) + HEIGHT / 2;
const topOf = (row: number) => LEFT + row * PITCH;
const rowOf = (room: string) =>
  ROWS.findIndex((row) => row.some(({ rooms }) => rooms.includes(room)));

/** Of a wide box the words are at the left: the way goes through its right half. */
const WORDS_AT = 300;

export function drawHouse(): string {
  const rows = ROWS.flatMap((row, at) => drawRow(row, at));
  return `<!-- Drawn by \`npm run docs\` from docs/generate/rooms.ts, not by hand. -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SANDBOX.x + SANDBOX.width + LEFT} ${topOf(ROWS.length)}" role="img" aria-labelledby="t d">
  <title id="t">The rooms of the source: what stands higher may import what stands lower</title>
  <desc id="d">A numbered line is the way of a run through them, in seven steps</desc>
  <style>${style}</style>
${[...rows, ...drawSandbox(), ...drawWay()].map((line) => `  ${line}`).join('\n')}
</svg>
`;
}

function drawRow(row: readonly Box[], at: number): string[] {
  let x = LEFT;
  return row.flatMap((box) => {
    const drawn = drawBox(box, x, topOf(at));
    x += box.width + GAP;
    return drawn;
  });
}

function drawBox({ rooms, words, width }: Box, x: number, y: number): string[] {
  const center = round(x + Math.min(width / 2, WORDS_AT));
  // Too many for one line: the first half above, the other in the place of the words.
  const lines = rooms.length > 4 ? [rooms.slice(0, 4), rooms.slice(4)] : [rooms];
  const names = lines.map(
    (line, at) =>
      `<text x="${center}" y="${y + (words === undefined ? 31 : 22 + at * 19)}" class="${lines.length > 1 ? 'n many' : 'n'}">${line.join(', ')}</text>`,
  );
  const isFull = words === undefined || lines.length > 1;
  return [
    `<rect x="${round(x)}" y="${y}" width="${round(width)}" height="${HEIGHT}" rx="6"/>`,
    ...names,
    ...(isFull ? [] : [`<text x="${center}" y="${y + 41}" class="w">${words}</text>`]),
  ];
}

/** Beside the rows: it shares the lowest two with the app, but for the errors. */
function drawSandbox(): string[] {
  const { x, first, last, width } = SANDBOX;
  const top = topOf(first);
  const center = x + width / 2 + 10; // the way is at its left
  const words = [
    'Bitbucket in a box,',
    'asked over HTTP only',
    'authorization-server',
    'resource-server',
    'tokens, seed, faults',
    'control, git',
    'options, standalone',
  ];
  return [
    `<rect x="${x}" y="${top}" width="${width}" height="${topOf(last) + HEIGHT - top}" rx="6" class="s"/>`,
    `<text x="${center}" y="${top + 40}" class="n">sandbox</text>`,
    ...words.map(
      (line, at) => `<text x="${center}" y="${top + 66 + at * 24}" class="w">${line}</text>`,
    ),
  ];
}

/** The steps of "The way of a run" in docs/architecture.md: a number where one begins, a dot where it goes on. */
function drawWay(): string[] {
  const [out, back, home] = [40, 560, 590]; // three tracks: to the sandbox, from it, to the page
  const door = { x: SANDBOX.x + 14, y: topOf(rowOf('grants')) + HEIGHT + GAP / 2 };
  const turn = topOf(rowOf('stage')) + HEIGHT + GAP / 2; // where it comes back, below the stage
  const line = [
    [out, middleOf('app')],
    [out, door.y],
    [door.x, door.y],
    [door.x, turn],
    [home, turn],
    [home, middleOf('stage')],
    [back, middleOf('stage')],
    [back, middleOf('wire')],
    [home, middleOf('wire')],
    [home, middleOf('pages')],
  ];
  const numbers = [
    [out, middleOf('app')],
    [out, middleOf('stage')],
    [door.x, door.y],
    [back, middleOf('stage')],
    [back, middleOf('bitbucket')],
    [home, middleOf('runs')],
    [home, middleOf('pages')],
  ];
  const dots = [
    [out, middleOf('web')],
    [out, middleOf('grants')],
    [back, middleOf('runs')],
    [back, middleOf('wire')],
  ];
  return [
    `<polyline points="${line.map((point) => point.join(',')).join(' ')}" class="way"/>`,
    ...dots.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="5"/>`),
    ...numbers.flatMap(([x = 0, y = 0], at) => [
      `<circle cx="${x}" cy="${y}" r="11"/>`,
      `<text x="${x}" y="${y + 5}" class="d">${at + 1}</text>`,
    ]),
  ];
}

const round = (value: number) => Math.round(value);
