/** The requests that faults hold back, where strangers share the sandbox: each keeps a connection. */

/** Strangers share what sockets there are; the app itself gives up after eight seconds. */
export const LONGEST_SHARED_MS = 10_000;

export interface HeldBack {
  /** Beyond the bound, the oldest of the same network is cut off. @returns To be called once it is over. */
  add(network: string, cutOff: () => void): () => void;
}

export function createHeldBack(mostOfNetwork: number): HeldBack {
  const byNetwork = new Map<string, Set<() => void>>();
  return {
    add(network, cutOff) {
      const held = byNetwork.get(network) ?? new Set();
      byNetwork.set(network, held);
      const [oldest] = held;
      if (oldest && held.size >= mostOfNetwork) {
        held.delete(oldest);
        oldest();
      }
      held.add(cutOff);
      return () => {
        held.delete(cutOff);
        if (held.size === 0 && byNetwork.get(network) === held) byNetwork.delete(network);
      };
    },
  };
}
