import { expect, test } from 'vitest'
import { toldApart, wordsOf } from '../../../builders/situations/mails.ts'
import { situations } from '../../../builders/situations/situations.ts'

// Golden files are written anew by `npm test -- test/domain/report/situations -u`; read the difference before committing it.

test.each(situations)('the mails of "$name" read as they did', async ({ name, ...company }) => {
  const words = toldApart(company).map(wordsOf).join('\n\n')
  await expect(`${words}\n`).toMatchFileSnapshot(`../../../golden/situations/${name}.txt`)
})
