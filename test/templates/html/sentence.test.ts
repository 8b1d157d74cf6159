import { expect, test } from 'vitest'
import { type Sentence, say } from '../../../domain/report/words/sentence.ts'
import { sentenceHtml } from '../../../templates/html/sentence.ts'

test.each(['118 person-days', '21 more person-days', 'no person-days'])('"%s" stays on one line', (days) => {
  expect(sentenceHtml(say`It takes ${days} now.`).replace(/\u00a0/g, ' ')).toContain(
    `<span style="white-space:nowrap">${days}</span>`,
  )
})

test.each([
  '2 unreadable records',
  '3 accounts',
  '1 more',
  '143 interruptions',
  '(56 planned by now)',
  '(1,256 planned by now)',
])('the figure of "%s" stays beside its word', (words) => {
  expect(sentenceHtml(say`Of all ${words}`)).toContain(words.replace(/(?<=\d) /, '\u00a0'))
})

const to = (text: string): Sentence => [{ kind: 'link', text, url: 'https://jira.example/browse/SRCH-499' }]

test.each(['SRCH-499', 'web2-1', 'MOTEUR_DE_123456-1', 'ÉQ-7'])(
  'the ticket key %s stays on one line',
  (key) => {
    expect(sentenceHtml(to(key))).toContain('white-space:nowrap')
  },
)

test.each(['Search index rebuilt', 'SRCH-499 rebuilt', `${'A'.repeat(17)}-1`, 'follow-up'])(
  'the title %s breaks where it may',
  (title) => {
    expect(sentenceHtml(to(title))).not.toContain('white-space:nowrap')
  },
)
