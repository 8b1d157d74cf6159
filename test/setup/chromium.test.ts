import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openChromium, textWidths } from './chromium.ts'
import { makeTestFolder } from './test-folder.ts'

const folder = makeTestFolder()
afterAll(() => rmSync(folder, { recursive: true }))

test('text has the width of the fonts in node_modules, not of what the machine happens to have', async () => {
  const browser = await openChromium()
  try {
    const [latin, arabic] = await textWidths(browser, ['Plumbline', 'شركة'])
    expect(latin).toBeCloseTo(73, 0)
    expect(arabic).toBeGreaterThan(10)
  } finally {
    await browser.close()
  }
})

test('without a font, the browser is refused: nothing would be too wide for any screen', async () => {
  mkdirSync(join(folder, 'empty'))
  const fontsFile = join(folder, 'fonts.conf')
  writeFileSync(fontsFile, `<fontconfig><dir>${folder}/empty</dir></fontconfig>`)
  await expect(openChromium({ fontsFile })).rejects.toThrow('no font for "Latin"')
})
