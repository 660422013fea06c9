import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openLines } from '../../src/process/lines.ts';

let folder = '';
beforeEach(() => void (folder = fs.mkdtempSync(path.join(tmpdir(), 'lines-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

const LINE = '{"msg":"a line"}\n';

/** A stream as `process.stderr` is one. */
function streamTo(fd: number) {
  return Object.assign(new PassThrough(), { fd });
}

describe('Lines to a file', () => {
  it('go to it, past the stream', () => {
    const file = path.join(folder, 'log');
    const fd = fs.openSync(file, 'w');

    openLines(streamTo(fd)).write(LINE);

    expect(fs.readFileSync(file, 'utf8')).toBe(LINE);
    fs.closeSync(fd);
  });

  it('are dropped while the disk is full, and go on where there is room again', () => {
    const file = path.join(folder, 'log');
    const fd = fs.openSync(file, 'w');
    const lines = openLines(streamTo(fd));
    const write = jest.spyOn(fs, 'writeSync');
    write.mockImplementationOnce(() => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    });

    lines.write('{"msg":"dropped"}\n');
    lines.write(LINE);

    expect(fs.readFileSync(file, 'utf8')).toBe(LINE);
    write.mockRestore();
    fs.closeSync(fd);
  });

  it('stay whole behind one that found no more room in its midst', () => {
    const file = path.join(folder, 'log');
    const fd = fs.openSync(file, 'a');
    const lines = openLines(streamTo(fd));
    const write = jest.spyOn(fs, 'writeSync');
    write.mockImplementationOnce(() => {
      fs.appendFileSync(file, LINE.slice(0, 5));
      return 5;
    });

    lines.write(LINE);
    lines.write(LINE);

    expect(fs.readFileSync(file, 'utf8')).toBe(`${LINE.slice(0, 5)}\n${LINE}`);
    write.mockRestore();
    fs.closeSync(fd);
  });

  it('hold no character that a terminal obeys', () => {
    const file = path.join(folder, 'log');
    const fd = fs.openSync(file, 'w');

    openLines(streamTo(fd)).write(`${JSON.stringify({ msg: '\u009b31m\u007f\u2028' })}\n`);

    expect(fs.readFileSync(file, 'utf8')).toBe('{"msg":"\\u009b31m\\u007f\\u2028"}\n');
    fs.closeSync(fd);
  });
});

describe('Lines to a reader', () => {
  let fd = 0;
  beforeEach(() => {
    const fifo = path.join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    fd = fs.openSync(fifo, 'r+');
  });
  afterEach(() => fs.closeSync(fd));

  it('wait up to a bound, are dropped beyond it, and go on once they are read', async () => {
    let read: () => void = () => undefined;
    const received: string[] = [];
    const slow = new Writable({
      write(chunk: Buffer, _encoding, done) {
        received.push(chunk.toString());
        read = done;
      },
    });
    const stream = Object.assign(slow, { fd });
    const lines = openLines(stream);
    const long = `${'x'.repeat(99_999)}\n`;

    for (let n = 0; n < 20; n += 1) lines.write(long);
    expect(stream.writableLength).toBe(1_000_000);
    while (stream.writableLength > 0) {
      read();
      await new Promise(setImmediate);
    }
    lines.write(LINE);

    expect(received).toEqual([...Array<string>(10).fill(long), LINE]);
  });

  it('are dropped once it has gone, without an end of the process', async () => {
    const stream = streamTo(fd);
    const lines = openLines(stream);
    stream.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    await new Promise((resolve) => stream.once('close', resolve));

    lines.write(LINE);

    expect(stream.writableLength).toBe(0);
  });

  it('go to the stream of a worker thread, which has no file', () => {
    const stream = new PassThrough();

    openLines(stream).write(LINE);

    expect(String(stream.read())).toBe(LINE);
  });

  it('are listened after once, however often they are opened', () => {
    const stream = streamTo(fd);

    for (let n = 0; n < 20; n += 1) openLines(stream);

    expect(stream.listenerCount('error')).toBe(1);
  });
});
