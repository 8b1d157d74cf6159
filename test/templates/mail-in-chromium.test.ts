import { expect, test } from 'vitest'
import { composeReport } from '../../domain/report/compose.ts'
import type { ReportContent } from '../../domain/report/content/content.ts'
import { editionsFor } from '../../domain/report/content/edition.ts'
import { renderEdition } from '../../templates/render.ts'
import { unbroken } from '../../templates/unbroken.ts'
import { everyNotice, signInLink } from '../builders/every-mail.ts'
import { companies } from '../builders/odd-companies.ts'
import { browserForThisFile } from '../setup/browser-for-file.ts'
import { brokenFigures, keptOnOneLine, unevenColumns } from './broken-figures.ts'
import { lowContrasts } from './low-contrasts.ts'
import { brokenWords, lostForms } from './without-head-styles.ts'

const browser = browserForThisFile()

const pageUrl = 'https://plumbline.company.example/editions/2026-Q2'

/** With a page behind them, and without one: then they carry its tables. */
const editions = ['running', 'hostile', 'forty-teams', 'no-data'].flatMap((name) => {
  const company = companies[name]
  if (company === undefined) throw new Error(`no company ${name}`)
  return [pageUrl, null].flatMap((page) =>
    editionsFor(company.plan).map((spec) => {
      const content = composeReport({ ...company, spec })
      const html = once(async () => (await renderEdition(content, placed(content), page)).html)
      const { subject, picture } = content
      const rendered = async () => ({ subject, pictures: picture === null ? [] : [picture] })
      const where = page === null ? ', without pages' : ''
      return { name: `${name}, ${spec.audience}, ${spec.scope.kind}${where}`, rendered, html }
    }),
  )
})

/** Mails that are no reports, and the one that signs in: of each kind, with pages of ours and without. */
const otherMails = [...everyNotice, signInLink].map(({ name, render }) => {
  const rendered = once(render)
  return { name, rendered, html: async () => (await rendered()).html }
})

const mails = [...editions, ...otherMails]

/** Each mail is rendered for the first test that looks at it. */
function once<Rendered>(render: () => Promise<Rendered>): () => Promise<Rendered> {
  let rendered: Promise<Rendered> | undefined
  return () => {
    rendered ??= render()
    return rendered
  }
}

function placed({ picture }: Pick<ReportContent, 'picture'>) {
  const size = { contentId: 'picture@plumbline', widthPx: 536 }
  return picture && { ...size, altText: picture.altText }
}

test('no mail scrolls sideways on a narrow phone, a phone or a desk', async () => {
  const tooWide: string[] = []
  const page = await browser().newPage()
  for (const { name, html } of mails) {
    await page.setContent(await html())
    for (const width of [320, 375, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      const contentWidth = await page.evaluate(() => document.documentElement.scrollWidth)
      if (contentWidth > width) tooWide.push(`${name}: ${contentWidth} px at ${width} px`)
    }
  }
  await page.close()
  expect(tooWide).toEqual([])
})

test('a mail has a language, one title, headed tables and pictures with words', async () => {
  const page = await browser().newPage()
  for (const { rendered, html } of mails) {
    const { subject, pictures } = await rendered()
    await page.setContent(await html())
    const found = await page.evaluate(() => ({
      lang: document.documentElement.lang,
      title: document.title,
      h1: document.querySelectorAll('h1').length,
      headingLevels: [...document.querySelectorAll('h1,h2,h3')].map((heading) => heading.tagName),
      unscoped: document.querySelectorAll('table.figures th:not([scope])').length,
      uncaptioned: document.querySelectorAll('table.figures:not(:has(caption))').length,
      layoutTables: [...document.querySelectorAll('table:not(.figures)')].filter(
        (table) => table.getAttribute('role') !== 'presentation',
      ).length,
      alts: [...document.querySelectorAll('img')].map((image) => image.alt),
      emptyLinks: [...document.querySelectorAll('a')].filter((link) => link.textContent?.trim() === '')
        .length,
    }))
    expect(found).toMatchObject({ lang: 'en', title: subject, h1: 1, unscoped: 0, uncaptioned: 0 })
    expect(found).toMatchObject({ layoutTables: 0, emptyLinks: 0 })
    expect(found.headingLevels[0]).toBe('H1')
    expect(found.alts).toEqual(pictures.map(({ altText }) => unbroken(altText)))
  }
  await page.close()
})

test('where pictures are off, the words in their place leave no blank space below them', async () => {
  const page = await browser().newPage({ viewport: { width: 375, height: 800 } })
  for (const { html } of mails) {
    await page.setContent((await html()).replace(/src="cid:[^"]*"/g, 'src="data:image/png;base64,no"'))
    const heights = await page.evaluate(() => {
      const lineOf = (image: Element) => Number.parseFloat(getComputedStyle(image).lineHeight)
      return [...document.querySelectorAll('img')].map((image) => ({
        lines: Math.ceil(image.alt.length / 32) + 1,
        shown: image.getBoundingClientRect().height / lineOf(image),
      }))
    })
    for (const { lines, shown } of heights) expect(shown).toBeLessThanOrEqual(lines)
  }
  await page.close()
})

test.each(['light', 'dark'] as const)(
  'every word has contrast enough in %s mode (WCAG AA)',
  async (colorScheme) => {
    const page = await browser().newPage({ colorScheme })
    for (const { html } of [...editions.filter(({ name }) => name.startsWith('running')), ...otherMails]) {
      await page.setContent(await html())
      expect(await page.evaluate(lowContrasts)).toEqual([])
    }
    await page.close()
  },
)

test('in dark mode no mail is left light', async () => {
  const page = await browser().newPage({ colorScheme: 'dark' })
  for (const { name, html } of [...editions.slice(0, 1), ...otherMails]) {
    await page.setContent(await html())
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect({ name, ground }).toEqual({ name, ground: 'rgb(20, 23, 28)' })
  }
  await page.close()
})

test.each([375, 700])(
  'a mail program that drops the head’s styles shows tables, headings, lists and links as such at %i px',
  async (width) => {
    const page = await browser().newPage({ viewport: { width, height: 800 } })
    for (const { name, html } of mails.filter((mail) => !mail.name.startsWith('hostile'))) {
      await page.setContent((await html()).replace(/<style[\s\S]*?<\/style>/g, ''))
      const lost = [...(await page.evaluate(lostForms)), ...(await page.evaluate(brokenWords))]
      expect({ name, lost }).toEqual({ name, lost: [] })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
    await page.close()
  },
)

test.each([320, 375, 1280])(
  'figures keep their units on one line, and the columns of the mail’s table are even, at %i px',
  async (width) => {
    const page = await browser().newPage({ viewport: { width, height: 800 } })
    for (const { name, html } of mails) {
      await page.setContent(await html())
      const found = [
        ...(await page.evaluate(brokenFigures, keptOnOneLine)),
        ...(await page.evaluate(unevenColumns)),
      ]
      expect({ name, found }).toEqual({ name, found: [] })
    }
    await page.close()
  },
)

test('right-to-left titles leave the words around them where they are', async () => {
  const page = await browser().newPage()
  const { hostile } = companies
  if (hostile === undefined) throw new Error('no hostile company')
  const [spec] = editionsFor(hostile.plan)
  if (spec === undefined) throw new Error('nobody reads it')
  const content = composeReport({ ...hostile, spec })
  await page.setContent((await renderEdition(content, placed(content), pageUrl)).html)
  const title = await page.evaluate(() => {
    const heading = document.querySelector('h1')
    const name = heading?.querySelector('bdi')?.getBoundingClientRect()
    const range = document.createRange()
    if (heading?.lastChild) range.selectNodeContents(heading.lastChild)
    return { nameRight: name?.right ?? 0, restLeft: range.getBoundingClientRect().left }
  })
  expect(title.restLeft).toBeGreaterThanOrEqual(title.nameRight - 1)
  await page.close()
})
