import { expect, test } from 'vitest'
import { everyNotice, goldenReports, signInLink } from '../builders/every-mail.ts'
import { browserForThisFile } from '../setup/browser-for-file.ts'
import { asWordDraws } from './as-word-draws.ts'
import { outOfColumn } from './out-of-column.ts'

const browser = browserForThisFile()

/** Not those with words of 120 letters: where Word breaks them isn't imitated. */
const mails = [...goldenReports, ...everyNotice, signInLink].filter(
  ({ name }) =>
    !name.includes('hostile') &&
    /^(?:running|closed|reviewed)-\w+-team$|^forty-teams-executive-company$|notice|review|expiry|expired|sign-in/.test(
      name,
    ),
)

test('without the CSS that Word drops, a mail is a column of 600 pixels with its text away from its edges', async () => {
  const page = await browser().newPage({ viewport: { width: 1280, height: 800 } })
  const wrong: string[] = []
  for (const { name, render } of mails) {
    await page.setContent(asWordDraws((await render()).html))
    const found = await page.evaluate(outOfColumn)
    wrong.push(...found.map((each) => `${name}: ${each}`))
  }
  await page.close()
  expect(mails.length).toBeGreaterThan(15)
  expect(wrong).toEqual([])
})

test('nothing is read from the web, and no background is a picture', async () => {
  for (const { name, render } of mails)
    expect((await render()).html, name).not.toMatch(/url\(|background="|<v:|<link\b|@import/)
})
