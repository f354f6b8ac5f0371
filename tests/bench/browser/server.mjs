// The program as a demonstration, on a database of its own, and the browser that visits it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function needed(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; cargo xtask bench browser sets it`);
  return value;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Starts the program and waits until it is ready; `stop` ends it and deletes what it wrote. */
export async function demonstration() {
  const folder = mkdtempSync(join(tmpdir(), 'obrady-bench-'));
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const args = ['demo', '--data', folder, '--spa', needed('OBRADY_SPA'), '--listen', `127.0.0.1:${port}`];
  const server = spawn(needed('OBRADY_BIN'), args, { stdio: 'ignore' });
  let ended = false;
  server.on('exit', () => (ended = true));
  while (!(await fetch(`${base}/health/ready`).then((answer) => answer.ok, () => false))) {
    if (ended) throw new Error('the server ended');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    base,
    stop: async () => {
      server.kill('SIGTERM');
      if (!ended) await new Promise((resolve) => server.on('exit', resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The value in the middle. */
export function median(values) {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}
