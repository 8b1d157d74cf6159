import { beforeEach } from 'vitest'
import { saveEdition } from '../../../../adapters/store/report/editions.ts'
import type { Store } from '../../../../adapters/store/sql/client.ts'
import { anEdition } from '../test-store.ts'

/** Saves a new edition before each test. @returns its id, as the list that statements take */
export function editionPerTest(store: () => Store): () => string[] {
  let count = 0
  beforeEach(async () => {
    count += 1
    await saveEdition(store(), anEdition(`edition-${count}`, { quarter: `${2000 + count}-Q1` }))
  })
  return () => [`edition-${count}`]
}
