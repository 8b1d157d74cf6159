import type { OddCompany } from '../odd-companies.ts'
import { changes } from './changes.ts'
import { combinations } from './combinations.ts'
import { commitments } from './commitments.ts'
import { plans } from './plans.ts'
import { records } from './records.ts'
import { situationOf } from './situation.ts'
import { sizes } from './sizes.ts'
import type { CompanySketch } from './sketch.ts'
import { times } from './times.ts'
import { words } from './words.ts'

const sketches: Readonly<Record<string, CompanySketch>> = {
  ...sizes,
  ...times,
  ...plans,
  ...commitments,
  ...records,
  ...words,
  ...changes,
  ...combinations,
}

/** Unusual quarters, reconciled as the product does, by name. */
export const situations: readonly (OddCompany & { readonly name: string })[] = Object.entries(sketches).map(
  ([name, sketch]) => ({ name, ...situationOf(sketch) }),
)
