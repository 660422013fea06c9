/** Lines on stdout or stderr that cannot harm: what cannot be written is dropped, and all goes on. */
import fs from 'node:fs';
import tty from 'node:tty';

export interface Lines {
  /** @param line With its end. */
  write(line: string): void;
}

/** As much waits for a slow reader. */
const MOST_WAITING = 1_048_576;

/** In a worker thread, the streams have no file of their own. */
const NO_FILE = -1;

/** `process.stdout` or `process.stderr`. */
type Stream = NodeJS.WritableStream &
  Readonly<{ fd?: number; destroyed: boolean; writableLength: number }>;

export function openLines(stream: Stream): Lines {
  if (!stream.listeners('error').includes(ignore)) stream.on('error', ignore);
  const { fd = NO_FILE } = stream;
  const write = isFile(fd) ? writerToFile(fd) : writerToReader(stream);
  return { write: (line) => write(escapeControls(line)) };
}

/** Without a listener, a reader that has gone would end the process. */
function ignore(): void {}

/** Node's stream would write nothing more after the first failure; a full disk may have room again. */
function writerToFile(fd: number): Lines['write'] {
  let isTorn = false;
  return (line) => {
    const bytes = Buffer.from(isTorn ? `\n${line}` : line);
    try {
      const written = fs.writeSync(fd, bytes);
      isTorn = written < bytes.length;
    } catch {
      // a log that cannot be written is not worth a server
    }
  };
}

/** Node writes to a pipe without waiting, and keeps what has no room in it: up to a bound. */
function writerToReader(stream: Stream): Lines['write'] {
  return (line) => {
    const hasRoom = stream.writableLength + line.length <= MOST_WAITING;
    if (hasRoom && !stream.destroyed) stream.write(line);
  };
}

/** `/dev/full` and the like are written to as files are. */
function isFile(fd: number): boolean {
  try {
    const found = fs.fstatSync(fd);
    return found.isFile() || (found.isCharacterDevice() && !tty.isatty(fd));
  } catch {
    return false;
  }
}

/** JSON leaves a few characters alone that a terminal obeys. */
function escapeControls(text: string): string {
  return text.replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
