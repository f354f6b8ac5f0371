// A demonstration server for one worker, on a port and a database of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Server {
  base: string;
  stop: () => Promise<void>;
}

function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; cargo xtask test --only e2e sets it`);
  return value;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

function listening(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let told = '';
    server.stdout?.on('data', (chunk) => {
      told += String(chunk);
      // The accounts are printed just before the server listens.
      if (told.includes('demo.operator')) resolve();
    });
    server.stderr?.on('data', (chunk) => (told += String(chunk)));
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${told}`)));
  });
}

async function answers(base: string): Promise<void> {
  const until = Date.now() + 20_000;
  for (;;) {
    const ready = await fetch(`${base}/health/ready`).then((answer) => answer.ok, () => false);
    if (ready) return;
    if (Date.now() > until) throw new Error('the server does not answer');
  }
}

export async function startServer(): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), 'obrady-e2e-'));
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const args = ['demo', '--data', data, '--spa', needed('OBRADY_SPA'), '--listen', `127.0.0.1:${port}`];
  const server = spawn(needed('OBRADY_BIN'), args, { env: { PATH: process.env.PATH, HOME: process.env.HOME } });
  await listening(server);
  await answers(base);
  return {
    base,
    stop: () =>
      new Promise((resolve) => {
        server.on('exit', () => {
          rmSync(data, { recursive: true, force: true });
          resolve();
        });
        server.kill('SIGTERM');
      }),
  };
}
