/** Says once that Redis is away and once that it is back, however often it is tried in between. */
import { type RedisFault, describeRedisFault } from './redis-faults.ts';

export interface OutageReporter {
  begin(error: unknown): void;
  end(): void;
  /** From here on it says nothing: whoever closes a connection breaks off what is on its way. */
  close(): void;
}

export interface Listeners {
  /** Is told why Redis cannot be used. Never sees the URL, which may hold a password. */
  readonly onLost: (reason: string) => void;
  readonly onBack: () => void;
}

export function createOutageReporter(
  { onLost, onBack }: Listeners,
  isTls: boolean,
): OutageReporter {
  const said = new Set<string>();
  let isClosed = false;
  const isNew = ({ reason, isLasting }: RedisFault) =>
    said.size === 0 || (isLasting && !said.has(reason));
  return {
    begin(error) {
      const fault = describeRedisFault(error, isTls);
      if (isClosed || !isNew(fault)) return;
      said.add(fault.reason);
      onLost(fault.reason);
    },
    end() {
      if (isClosed || said.size === 0) return;
      said.clear();
      onBack();
    },
    close() {
      isClosed = true;
    },
  };
}
