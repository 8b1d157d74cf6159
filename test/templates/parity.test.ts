import { expect, test } from 'vitest'
import { composeReport } from '../../domain/report/compose.ts'
import { type EditionSpec, editionsFor } from '../../domain/report/content/edition.ts'
import { plainText } from '../../domain/report/words/sentence.ts'
import { mailTables } from '../../templates/behind-mail.ts'
import { renderEdition } from '../../templates/render.ts'
import { columnsOf } from '../../templates/text/columns.ts'
import { editionText } from '../../templates/text/edition-text.ts'
import { everyNotice } from '../builders/every-mail.ts'
import { companies, type OddCompany } from '../builders/odd-companies.ts'
import { situations } from '../builders/situations/situations.ts'

const pageUrl = 'https://plumbline.company.example/editions/1'

const all = [...situations, ...Object.entries(companies).map(([name, company]) => ({ name, ...company }))]

/** Of a company of one team, its team's alone: the company's say the same. */
function specsOf({ plan, reconciliation }: OddCompany): EditionSpec[] {
  const specs = editionsFor(plan)
  return reconciliation.teams.length === 1 ? specs.filter(({ scope }) => scope.kind === 'team') : specs
}

/** A mail as its words in their order, without what a layout adds: the marks of tags, of a text's headings, lists and addresses. */
function wordsOfHtml(html: string): string[] {
  const seen = html
    .replace(/<head>[\s\S]*?<\/head>|<!--[\s\S]*?-->|<div style="display:none[\s\S]*?<\/div>/g, '')
    .replace(/<table[^>]*class="figures"[\s\S]*?<\/table>/g, '')
    .replace(/<[^>]*>/g, (tag) => (/^<\/?(?:strong|a|bdi|span|em|br)\b/.test(tag) ? '' : ' '))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
  return wordsIn(seen)
}

function wordsOfText(text: string): string[] {
  return wordsIn(
    text
      .replace(/\s*<https?:[^>]*>/g, '')
      .replace(/^-+$/gm, '')
      .replace(/^(?:\d\.|-) /gm, ''),
  )
}

function wordsIn(text: string): string[] {
  return text
    .replace(/[\u2068\u2069\u00a0\u202f]/g, ' ')
    .replace(/\s+/g, '')
    .split(/(?<=[.:;,])/)
}

test.each(all)(
  'both parts of each mail of "$name" say the same, in the same order',
  async ({ name, ...company }) => {
    for (const spec of specsOf(company)) {
      const { picture: _, ...content } = composeReport({ ...company, spec })
      // Tables are laid out anew where they are too wide for text; their cells have a test of their own.
      const bare = { ...content, picture: null, figures: null }
      const { html, text } = await renderEdition(bare, null, pageUrl)
      expect({ name: `${name}, ${spec.audience}`, words: wordsOfText(text) }).toEqual({
        name: `${name}, ${spec.audience}`,
        words: wordsOfHtml(html),
      })
    }
  },
)

test.each(all)(
  'no line of the text of "$name" is wider than 76 columns, but for one word',
  ({ name: _, ...company }) => {
    for (const spec of specsOf(company)) {
      const content = composeReport({ ...company, spec })
      const text = editionText(content, pageUrl)
      const wide = text.split('\n').filter((line) => columnsOf(line) > 76 && !/^\s*(?:\d\. )?\S+$/.test(line))
      expect(wide).toEqual([])
    }
  },
)

test.each(all)(
  'each cell of the tables of "$name" stands in the text, in its row and order',
  ({ name: _, ...company }) => {
    for (const spec of specsOf(company)) {
      const content = composeReport({ ...company, spec })
      const text = editionText(content, null)
      const seen = bareOf(text)
      for (const { caption, rows } of mailTables(content, null)) {
        let from = seen.indexOf(bareOf(caption))
        expect({ caption, from }).not.toEqual({ caption, from: -1 })
        for (const part of rows.flatMap(({ name, cells }) => [plainText(name), ...cells])) {
          const found = seen.indexOf(bareOf(part), from)
          expect({ caption, part, found }).not.toEqual({ caption, part, found: -1 })
          from = found + bareOf(part).length
        }
      }
    }
  },
)

/** A text without blanks, isolates and the ends of lines. */
function bareOf(text: string): string {
  return text.replace(/[\u2068\u2069\s]/g, '')
}

test('so do those of mails that are no reports', async () => {
  for (const { name, render } of everyNotice) {
    const { html, text, pictures } = await render()
    const body = text.replace(/^Subject: .*\n/, '').replace(/\[Picture: [\s\S]*?\]\n/, '')
    expect({ name, words: wordsOfText(body) }).toEqual({ name, words: wordsOfHtml(html) })
    for (const { altText } of pictures) expect(text.replace(/\s+/g, ' ')).toContain(altText)
  }
})
