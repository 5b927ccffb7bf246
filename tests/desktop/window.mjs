/** Starts the real window on a data folder of its own, and a WebDriver session in it. */
import { spawn } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { remote } from 'webdriverio';

const DRIVER_PATIENCE_MS = 15_000;
const PAINTED_MS = 500;

/** Values that `cargo xtask test window` sets. */
function needed(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Run this with: cargo xtask test window`);
  return value;
}

export async function openWindow() {
  const folder = await mkdtemp(path.join(tmpdir(), 'onhand-window-'));
  const [port, nativePort] = [await freePort(), await freePort()];
  // The window keeps its place and size here, not in the home folder of whoever runs the test.
  const env = { ...process.env, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder };
  const driver = spawn(needed('TAURI_DRIVER'), ['--port', `${port}`, '--native-port', `${nativePort}`], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
  });
  try {
    await answering(port, driver);
    const browser = await remote({
      hostname: '127.0.0.1',
      port,
      logLevel: 'warn',
      connectionRetryCount: 0,
      // No browserName: the driver matches it against its own and refuses every other.
      capabilities: {
        'tauri:options': { application: needed('ONHAND_DESKTOP_BIN'), args: ['--data', path.join(folder, 'data')] },
        'wdio:enforceWebDriverClassic': true,
      },
    });
    return { browser, folder, env, close: () => close(browser, driver, folder) };
  } catch (error) {
    driver.kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    throw error;
  }
}

/** A picture of the window, kept where a failed run can be looked at. */
export async function photograph(browser, name) {
  const folder = process.env.ONHAND_PICTURES ?? path.join(tmpdir(), 'onhand-pictures');
  await mkdir(folder, { recursive: true });
  // The page is there before it is painted.
  await pause(PAINTED_MS);
  await writeFile(path.join(folder, `${name}.png`), Buffer.from(await browser.takeScreenshot(), 'base64'));
}

async function close(browser, driver, folder) {
  await browser.deleteSession();
  driver.kill();
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answering(port, driver) {
  const patience = Date.now() + DRIVER_PATIENCE_MS;
  while (Date.now() < patience) {
    if (driver.exitCode !== null) throw new Error(`tauri-driver ended with ${driver.exitCode}`);
    if (await accepts(port)) return;
    await pause(100);
  }
  throw new Error(`tauri-driver did not answer within ${DRIVER_PATIENCE_MS} ms`);
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true) || socket.destroy());
    socket.once('error', () => resolve(false));
  });
}
