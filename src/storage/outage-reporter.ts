/** Says once that Redis is away and once that it is back, however often it is tried in between. */
import { type RedisFault, describeRedisFault } from './redis-faults.ts';

export interface OutageReporter {
  begin(error: unknown): void;
  end(): void;
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
  const isNew = ({ reason, isLasting }: RedisFault) =>
    said.size === 0 || (isLasting && !said.has(reason));
  return {
    begin(error) {
      const fault = describeRedisFault(error, isTls);
      if (!isNew(fault)) return;
      said.add(fault.reason);
      onLost(fault.reason);
    },
    end() {
      if (said.size === 0) return;
      said.clear();
      onBack();
    },
  };
}
