/** The names of this machine, as they stand in a URL. RFC 6761 §6.3, RFC 8252 §7.3 */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/.test(hostname);
}
