import { expect, test } from 'vitest'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import { mailsOf } from '../../../builders/situations/mails.ts'
import { situations } from '../../../builders/situations/situations.ts'

/** What the company's executive mail of a situation says that can't be told, with where that comes from. */
function doubtOf(name: string): string[][] {
  const company = situations.find((each) => each.name === name)
  const [mail] = company === undefined ? [] : mailsOf(company)
  return (mail?.content.lines ?? [])
    .filter(({ words }) => plainText(words).includes('can’t tell'))
    .map(({ evidence }) => evidence.map(plainText))
}

test('a team that can’t be told of leads to the days, or the work, that its doubt is judged by', () => {
  expect(doubtOf('one-team-in-doubt')).toEqual([
    [expect.stringMatching(/^Web’s \d+ person-days beside the \d+ on tickets$/)],
  ])
  expect(doubtOf('every-team-in-doubt')[0]).toHaveLength(2)
})
