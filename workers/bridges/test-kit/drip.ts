import { connect } from 'node:net';

/** Sends the beginning of a request and then a byte a second, until the server answers. Answers what it said. */
export function drip(host: string, port: number, head: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => socket.write(head));
    const timer = setInterval(() => socket.write(' '), 1_000);
    socket.once('data', (data) => {
      clearInterval(timer);
      socket.destroy();
      resolve(data.toString());
    });
    socket.once('error', reject);
    socket.once('close', () => {
      clearInterval(timer);
      resolve('');
    });
  });
}
