/** One keep-alive connection, one request at a time: as little work as a client of HTTP/1.1 can do. */
import net from 'node:net';

const HEAD_END = '\r\n\r\n';

export class Connection {
  #port;
  #socket;
  #received = '';
  #waiting;

  constructor(port) {
    this.#port = port;
  }

  /**
   * @param text The whole request, as it goes on the wire.
   * @returns {Promise<{ status: number, head: string, body: string }>}
   */
  request(text) {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#open().write(text, 'latin1');
    });
  }

  close() {
    this.#socket?.destroy();
  }

  #open() {
    if (this.#socket && !this.#socket.destroyed) return this.#socket;
    const socket = net.connect({ port: this.#port, host: '127.0.0.1', noDelay: true });
    socket.setEncoding('latin1'); // one character is one byte, as Content-Length counts
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('The server closed the connection.')));
    this.#received = '';
    this.#socket = socket;
    return socket;
  }

  #receive(chunk) {
    this.#received += chunk;
    const answer = readAnswer(this.#received);
    if (!answer) return;
    this.#received = '';
    if (/\r\nconnection: close/i.test(answer.head)) this.#socket.destroy();
    const { resolve } = this.#waiting;
    this.#waiting = undefined;
    resolve(answer);
  }

  #fail(error) {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(error);
  }
}

/** The answer, or undefined as long as a part of it is missing. */
function readAnswer(text) {
  const end = text.indexOf(HEAD_END);
  if (end === -1) return undefined;
  const head = text.slice(0, end);
  const status = Number(head.slice(9, 12));
  const body = readBody(head, status, text, end + HEAD_END.length);
  return body === undefined ? undefined : { status, head, body };
}

function readBody(head, status, text, start) {
  if (status === 204 || status === 304) return '';
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const end = start + Number(length);
    return text.length >= end ? text.slice(start, end) : undefined;
  }
  return /\r\ntransfer-encoding: *chunked/i.test(head) ? readChunks(text, start) : '';
}

function readChunks(text, start) {
  let body = '';
  for (let at = start; ;) {
    const lineEnd = text.indexOf('\r\n', at);
    if (lineEnd === -1) return undefined;
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    const chunkEnd = lineEnd + 2 + size + 2;
    if (text.length < chunkEnd) return undefined;
    if (size === 0) return body;
    body += text.slice(lineEnd + 2, chunkEnd - 2);
    at = chunkEnd;
  }
}
