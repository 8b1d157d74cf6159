import { expect, test } from 'vitest'
import type { Sentence } from '../../../domain/report/words/sentence.ts'
import { sentenceHtml } from '../../../templates/html/sentence.ts'

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
