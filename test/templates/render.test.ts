import { expect, test } from 'vitest'
import { composeReport } from '../../domain/report/compose.ts'
import type { ReportContent } from '../../domain/report/content/content.ts'
import { editionsFor } from '../../domain/report/content/edition.ts'
import { nothingSaid } from '../../domain/report/content/reviewers.ts'
import type { PlacedPicture } from '../../templates/placed-picture.ts'
import { renderEdition } from '../../templates/render.ts'
import { companies, hostileTexts } from '../builders/odd-companies.ts'

// Golden files are written anew by `vitest run test/templates -u`; read the difference before committing it.

function pictureFor(content: ReportContent): PlacedPicture | null {
  return content.picture === null
    ? null
    : { contentId: 'picture@plumbline', altText: content.picture.altText, widthPx: 536 }
}

const pageUrl = 'https://plumbline.company.example/editions/2026-Q2'

function render(content: ReportContent, page: string | null = pageUrl) {
  return renderEdition(content, pictureFor(content), page)
}

const everyReport = Object.entries(companies).flatMap(
  ([company, { reconciliation, plan, said = nothingSaid }]) =>
    editionsFor(plan).map((spec) => ({
      name: `${company}-${spec.audience}-${spec.scope.kind}`,
      kind: spec.scope.kind,
      content: composeReport({ reconciliation, plan, spec, said }),
    })),
)

test.each(everyReport)('$name looks as it did', async ({ name, content }) => {
  const { html, text } = await render(content)
  await expect(text).toMatchFileSnapshot(`../golden/report/${name}.txt`)
  // The layout is the same for all; the words of each stand in its text.
  if (/^running-|^hostile-.*-team$/.test(name)) {
    await expect(html).toMatchFileSnapshot(`../golden/report/${name}.html`)
  }
})

test.each(everyReport.filter(({ name }) => /^(running|one-quiet-team)-/.test(name)))(
  '$name looks as it did where no page stands behind it',
  async ({ name, content }) => {
    const { text } = await render(content, null)
    await expect(text).toMatchFileSnapshot(`../golden/report/${name}-without-page.txt`)
    expect(text).not.toMatch(/plumbline\.company\.example|see them|how this is measured/)
  },
)

const wordsIn = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
const figuresIn = (text: string) => (text.match(/\d+(?:,\d{3})*(?:\.\d+)?/g) ?? []).length

test.each(everyReport.filter(({ name }) => !name.startsWith('hostile')))(
  '$name is one screen: 250 words and 40 figures before its table, 400 or 450 words in all',
  async ({ content, kind }) => {
    const { text } = await render(content)
    const read = text.replace(/<https?:[^>]*>/g, '')
    const [screen = ''] = read.split('\nShares of the sorted work')
    expect(wordsIn(screen)).toBeLessThanOrEqual(250)
    expect(figuresIn(screen)).toBeLessThanOrEqual(40)
    expect(wordsIn(read)).toBeLessThanOrEqual(kind === 'company' ? 450 : 400)
    if (content.isBrief) {
      expect(wordsIn(read)).toBeLessThanOrEqual(120)
      expect(read).toBe(screen)
    }
  },
)

/** Numbers that a reader sees in the HTML: tags, styles and comments left out, entities resolved. */
function seenText(html: string): string {
  return html
    .slice(html.indexOf('<h1'))
    .replace(/<img[^>]* alt="([^"]*)"[^>]*>/g, ' $1 ')
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/<style[\s\S]*?<\/style>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&(\w+);/g, ' ')
}

function numbersIn(text: string): string[] {
  return [...new Set(text.match(/\d+(?:,\d{3})*(?:\.\d+)?/g) ?? [])].toSorted()
}

test.each(everyReport.filter(({ name }) => !name.startsWith('hostile')))(
  '$name: no figure stands only in the HTML or only in the text',
  async ({ content }) => {
    const { html, text } = await render(content)
    // Addresses are written out in the text only, and numbers of a list's items by the mail program.
    const bare = text.replace(/<https?:[^>]*>/g, '').replace(/^\d\. /gm, '')
    expect(numbersIn(bare)).toEqual(numbersIn(seenText(html)))
  },
)

test.each(everyReport)('$name stays far below the size that mail programs clip', async ({ content }) => {
  const { html } = await render(content)
  expect(Buffer.byteLength(html)).toBeLessThan(45_000)
})

test.each(everyReport)(
  '$name: text lines end by 72 characters, but for a single long word',
  async ({ content }) => {
    const { text } = await render(content)
    for (const line of text.split('\n')) {
      // Isolates take no room on the screen.
      const seen = line.replace(/[\u2066-\u2069]/g, '')
      if ([...seen].length > 72) expect(line.trim().split(' ').length).toBeLessThanOrEqual(2)
    }
  },
)

test('what comes from outside can change no tag, no attribute and no slot', async () => {
  const { hostile } = companies
  if (hostile === undefined) throw new Error('no hostile company')
  for (const spec of editionsFor(hostile.plan)) {
    const nasty = await render(composeReport({ ...hostile, spec }))
    const tame = await render(composeReport({ ...tamed(hostile), spec }))
    expect(tagsOf(nasty.html)).toEqual(tagsOf(tame.html))
    expect(nasty.html).not.toMatch(/<script|<mj-|javascript:/)
  }
})

test('a mail loads nothing from anywhere: no reader is seen opening it', async () => {
  for (const { content } of everyReport) {
    const { html } = await render(content)
    const loads = html.match(/(?:src|background)="[^"]*"|<link[^>]*>|@import[^;]*;|url\([^)]*\)/g) ?? []
    expect(loads.filter((load) => load !== 'src="cid:picture@plumbline"')).toEqual([])
  }
})

/** The same company with harmless words in the place of hostile ones. */
function tamed<T>(value: T): T {
  let json = JSON.stringify(value)
  hostileTexts.forEach((text, index) => {
    json = json.replaceAll(JSON.stringify(text), JSON.stringify(`Tame ${index}`))
  })
  const result: T = JSON.parse(json)
  return result
}

/** Every tag with its attributes' names, in order. */
function tagsOf(html: string): string[] {
  return (html.match(/<[a-z/!][^>]*>/gi) ?? []).map((tag) => tag.replace(/="[^"]*"/g, ''))
}
