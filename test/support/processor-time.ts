/** How long the processor works for something: what else the machine does meanwhile hardly counts. */

/** @returns Milliseconds. */
export function processorTime(task: () => void): number {
  const before = process.cpuUsage();
  task();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
