/** The results as Markdown: the same text for the terminal and for docs/benchmarks.md. */

const share = (value) => value.toFixed(2);
const rate = (value) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1));
const cost = (value) => value.toFixed(value < 1 ? 3 : 2);
const whole = (value) => String(Math.round(value));

/** @param unit What is counted: `requests`, `flows`, `codes`. */
export function serversTable(rows, unit) {
  return table(
    [
      '',
      `${unit} per second`,
      'share of bare',
      'CPU ms each',
      'CPU share',
      'core busy',
      'resident MB',
    ],
    rows.map((row) => [
      row.name,
      rate(row.perSecond),
      share(row.share),
      cost(row.cpuMs),
      share(row.cpuShare),
      `${whole(row.busy * 100)} %`,
      whole(row.residentMb),
    ]),
  );
}

export function callbackTable(rows) {
  return table(
    ['', 'callback to page'],
    rows.map(({ name, pageMs }) => [name, `${whole(pageMs)} ms`]),
  );
}

export function finishedRunTable(rows) {
  return table(
    ['', 'CPU ms each', 'times bare'],
    rows.map(({ name, cpuMs, times }) => [name, cost(cpuMs), share(times)]),
  );
}

export function onRedisTable(rows) {
  return table(
    ['', 'CPU ms each', 'times in memory'],
    rows.map(({ name, cpuMs, times }) => [name, cost(cpuMs), share(times)]),
  );
}

export function tokensTable(rows) {
  return table(
    ['tokens issued', 'tokens alive', 'CPU ms per request', 'requests per second', 'resident MB'],
    rows.map((row) => [
      row.checkpoint.toLocaleString('en'),
      row.live.toLocaleString('en'),
      cost(row.cpuMs),
      rate(row.perSecond),
      whole(row.residentMb),
    ]),
  );
}

export function startTable(rows) {
  return table(
    [
      '',
      'first 200 of /healthcheck',
      'times bare',
      'first page',
      'times bare',
      'CPU ms',
      'resident MB',
    ],
    rows.map((row) => [
      row.name,
      `${whole(row.healthMs)} ms`,
      share(row.times),
      `${whole(row.pageMs)} ms`,
      share(row.pageTimes),
      whole(row.cpuMs),
      whole(row.residentMb),
    ]),
  );
}

export function inTestTable(rows) {
  return table(
    ['', 'from the import to the first answer', 'the next one, until it listens'],
    rows.map(({ name, firstMs, nextMs }) => [
      name,
      `${whole(firstMs)} ms`,
      `${nextMs.toFixed(1)} ms`,
    ]),
  );
}

export function visitorsTable(measured) {
  const { visits, answers, p50Ms, p95Ms, p99Ms, residentMb } = measured;
  return table(
    [
      'visits',
      'answers',
      'median',
      '95 % within',
      '99 % within',
      'CPU ms per answer',
      'resident MB',
    ],
    [
      [
        visits.toLocaleString('en'),
        answers.toLocaleString('en'),
        ...[p50Ms, p95Ms, p99Ms].map((value) => `${value.toFixed(1)} ms`),
        cost(measured.cpuMs),
        whole(residentMb),
      ],
    ],
  );
}

export function unfinishedTable({ perSecond, cpuMs, loopP99Ms, residentMb }) {
  return table(
    ['starts per second', 'CPU ms each', 'event loop held up, 99 % within', 'resident MB'],
    [[rate(perSecond), cost(cpuMs), `${loopP99Ms.toFixed(1)} ms`, whole(residentMb)]],
  );
}

/** @param shapes Each `{ title, mostVisitors, rows }`, or `{ title, skipped }`. */
export function capacityTables(shapes) {
  return shapes.map((shape) => `${shape.title}\n\n${describeCapacity(shape)}`).join('\n\n');
}

function describeCapacity({ skipped, rows, mostVisitors }) {
  if (skipped) return `Not measured: ${skipped}.`;
  const ms = (value) => `${value.toFixed(1)} ms`;
  const steps = table(
    [
      'visitors',
      'pages per second',
      'median',
      '95 % within',
      '99 % within',
      'core busy',
      'resident MB, at most',
    ],
    rows.map((row) => [
      String(row.visitors),
      rate(row.pagesPerSecond),
      ...[row.p50Ms, row.p95Ms, row.p99Ms].map(ms),
      `${whole(row.busy * 100)} %`,
      whole(row.peakMb),
    ]),
  );
  // Its time was up before a step was too much: how many more there could be, nobody has seen.
  const atLeast = rows.at(-1)?.visitors === mostVisitors ? 'At least ' : '';
  return `${steps}\n\n**${atLeast}${mostVisitors} visitors at once** are served in time.`;
}

/** @param bars Each `{ text, measured, isMet }`. */
export function barsTable(bars) {
  return table(
    ['bar', 'measured', ''],
    bars.map(({ text, measured, isMet }) => [text, measured, isMet ? 'met' : '**missed**']),
  );
}

function table(head, rows) {
  const columns = head.map((title, at) => [title, ...rows.map((row) => row[at])]);
  const widths = columns.map((cells) => Math.max(3, ...cells.map((cell) => cell.length)));
  const isNumbers = columns.map(([, first], at) => at > 0 && /^[\d.]/.test(first ?? ''));
  const line = (cells) =>
    `| ${cells.map((cell, at) => (isNumbers[at] ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join(' | ')} |`;
  const rule = widths.map((width, at) =>
    isNumbers[at] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
