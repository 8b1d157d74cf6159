import { expect, test } from 'vitest'
import type { NoticeContent } from '../../domain/report/content/notice.ts'
import { renderNotice } from '../../templates/render.ts'
import { driftNotices } from '../builders/drift-notices.ts'
import { everyNotice, signInLink } from '../builders/every-mail.ts'

// Golden files are written anew by `vitest run test/templates -u`; read the difference before committing it.

const notices = Object.entries(driftNotices).map(([name, content]) => ({ name, content }))

function render(content: NoticeContent, hasPages = true) {
  const { picture } = content
  const size = { contentId: 'picture@plumbline', widthPx: 536 }
  return renderNotice(content, picture && { ...size, altText: picture.altText }, hasPages)
}

test.each(notices)('the drift notice "$name" looks as it did', async ({ name, content }) => {
  const { html, text } = await render(content, name !== 'without-pages')
  await expect(`Subject: ${content.subject}\n\n${text}`).toMatchFileSnapshot(
    `../golden/notice/drift-${name}.txt`,
  )
  await expect(html).toMatchFileSnapshot(`../golden/notice/drift-${name}.html`)
})

test('hostile names and titles make no tag, no attribute and no header line', async () => {
  const hostile = driftNotices['hostile']
  if (hostile === undefined) throw new Error('no hostile notice')
  const { html } = await render(hostile)
  expect(html).not.toMatch(/<script|<mj-|javascript:/)
  expect(html.match(/<[^>]* onmouseover/g)).toBeNull()
  expect(hostile.subject).not.toMatch(/[\r\n]/)
})

test('a notice’s subject keeps to 70 characters, and its preheader adds to it', async () => {
  const rest = await Promise.all([...everyNotice, signInLink].map(async ({ render: mail }) => await mail()))
  for (const { subject, preheader } of [...rest, ...notices.map(({ content }) => content)]) {
    expect([...subject].length, subject).toBeLessThanOrEqual(70)
    const news = subject.split(': ').at(-1) ?? ''
    expect(preheader).not.toContain(news)
  }
})

test('a notice is short: at most 160 words before its list', async () => {
  for (const { content } of notices.filter(({ name }) => name !== 'hostile')) {
    const [start = ''] = (await render(content)).text.split(content.list?.heading ?? '--')
    expect(start.split(/\s+/).length).toBeLessThanOrEqual(160)
  }
})
