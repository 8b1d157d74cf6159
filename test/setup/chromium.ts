import { type Browser, chromium } from 'playwright-core'

/**
 * Opens a headless Chromium: the one at `CHROMIUM_PATH`, else the one that npm brings along. Close it when done.
 */
export async function openChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? (await bundledChromium())
  // The bundled arguments are left out on purpose: they switch the web's own security off.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}

async function bundledChromium(): Promise<string> {
  // Read when the module is loaded: makes it bring its own system libraries, which a bare machine lacks.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x'
  const { default: bundled } = await import('@sparticuz/chromium')
  return bundled.executablePath()
}
