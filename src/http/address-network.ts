/** Whom an address belongs to, as far as limits go. */

/** Whoever has IPv6 has at least a /56 of addresses: all of it counts as one. IPv4 counts as it is. */
const GROUPED_HEX_DIGITS = 56 / 4;

/** A port that some proxies tell with the address would make a network of each connection. */
const WITH_PORT = /^(?:\[(?<six>.+)\]|(?<four>[\d.]+))(?::\d+)?$/;

/** @param told As Express gives it: perhaps IPv4 in IPv6 (`::ffff:192.0.2.1`), perhaps with a zone (`%eth0`). */
export function networkOf(told: string): string {
  const { six, four } = WITH_PORT.exec(told)?.groups ?? {};
  const address = six ?? four ?? told;
  const version4 = /(?:^|:)(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (version4 !== undefined || !address.includes(':')) return version4 ?? address;
  const [head = '', tail = ''] = (address.split('%')[0] ?? '').split('::');
  const [before, after] = [head, tail].map((part) => part.split(':').filter(Boolean)) as [
    string[],
    string[],
  ];
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('');
  const digits = [...before, ...zeros, ...after].map((group) => group.padStart(4, '0')).join('');
  return digits.toLowerCase().slice(0, GROUPED_HEX_DIGITS);
}
