/** What the figures were measured on, and how busy it was beside the bench. */
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { canPin } from './processes.js';

export function describeMachine() {
  const cpus = os.cpus();
  return [
    `${cpus.length} × ${cpus[0].model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GB of memory`,
    `${readDistribution()}, Linux ${os.release()}, Node ${process.version}`,
    canPin
      ? 'the server under test on core 0; the load, and the upstream of the flows, on core 1'
      : 'no core pinning: figures are less steady',
  ];
}

/** Averages of 1, 5 and 15 minutes. The bench by itself makes about 1.3. */
export function loadAverage() {
  return os
    .loadavg()
    .map((value) => value.toFixed(1))
    .join(', ');
}

function readDistribution() {
  try {
    return /PRETTY_NAME="([^"]+)"/.exec(readFileSync('/etc/os-release', 'utf8'))[1];
  } catch {
    return os.type();
  }
}
