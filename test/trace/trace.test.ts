import { describe, expect, it } from '@jest/globals';
import { readCells, traceChecks, traceContract } from './trace.ts';

const DOCUMENT = `
## 1. Endpoints

| Parameter   | Known      |
| ----------- | ---------- |
| \`client_id\` | a \\| b      |
| \`state\`     | unchanged  |

### 1.1 Others

| Id  | Requirement |
| --- | ----------- |
| S01 | fresh       |
| S02 | single use  |
`;
const cells = readCells(DOCUMENT);
const [parameters, checks] = [cells.slice(0, 2), cells.slice(2)];
const titles = [
  { file: 'a.test.ts', title: ' › S01 is fresh' },
  { file: 'b.test.ts', title: ' › echoes the state' },
];

describe('The trace from documents to tests', () => {
  it('reads the rows of each table with their section, and not its head', () => {
    expect(cells).toEqual([
      { section: '1', name: '`client_id`' },
      { section: '1', name: '`state`' },
      { section: '1.1', name: 'S01' },
      { section: '1.1', name: 'S02' },
    ]);
  });

  it('has no fault where each row is held by a test, or has its reason', () => {
    const rows = [
      ['1', 'client_id: wrong', { because: 'nobody asks' }],
      ['1', 'state', 'echoes the state'],
    ] as const;

    expect(traceContract(parameters, rows, titles)).toEqual({
      lines: [
        '§1 client_id: wrong: no test, for it nobody asks',
        '§1 state: b.test.ts › echoes the state',
      ],
      faults: [],
    });
  });

  it('names a row of the document that nothing stands for, and a test that is gone', () => {
    const { faults } = traceContract(parameters, [['1', 'state', 'drops the state']], titles);

    expect(faults).toEqual([
      '§1 state: no test has “drops the state” in its title',
      '§1 `client_id`: no row of test/trace/contract stands for it',
    ]);
  });

  it('names a check that no title has', () => {
    expect(traceChecks(checks, titles).faults).toEqual(['S02: no title has it']);
  });
});
