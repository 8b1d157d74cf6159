import type { CompanyScores, DriftScore, Measure, ShareScore, Sorting } from './scores.ts'

/** Mean absolute error in points of a category's share; null where nothing was measured. */
export function meanError(
  scores: readonly ShareScore[],
  measure: Measure,
  scope: ShareScore['scope'],
  sorting: Sorting,
): number | null {
  const errors = scores
    .filter((score) => score.scope === scope && score.sorting === sorting)
    .flatMap(({ measured, trueShare }) => {
      const share = measured[measure]
      return share === null ? [] : [Math.abs(share - trueShare) * 100]
    })
  return mean(errors)
}

/** In how many companies ours is nearer than a measure, of those where that measure says anything; by team-quarters. */
export function countBelow(
  companies: readonly CompanyScores[],
  measure: Measure,
  sorting: Sorting,
): { readonly below: number; readonly of: number } {
  let below = 0
  let of = 0
  for (const { shares } of companies) {
    const theirs = meanError(shares, measure, 'team', sorting)
    const comparable = shares.filter((score) => score.measured[measure] !== null)
    const ours = meanError(comparable, 'ours', 'team', sorting)
    if (theirs === null || ours === null) continue
    of += 1
    if (ours < theirs) below += 1
  }
  return { below, of }
}

/** How often the printed band holds the truth, and half its mean width in points. */
export function bandScore(scores: readonly ShareScore[], scope: ShareScore['scope'], sorting: Sorting) {
  const concerned = scores.filter((score) => score.scope === scope && score.sorting === sorting)
  return {
    insideShare: mean(concerned.map((score) => (holds(score.band, score.trueShare) ? 1 : 0))),
    halfWidthPoints: mean(concerned.map(({ band }) => (band.highShare - band.lowShare) * 50)),
  }
}

/** From which true drift on a call of drifting is right, and at which one that is not called at all is missed. */
const trulyDriftingAt = -0.3
const missedAt = -0.4

export function driftScore(drifts: readonly DriftScore[], sorting: Sorting) {
  const concerned = drifts.filter((each) => each.sorting === sorting)
  const onCourse = concerned.filter(({ trueDriftShare }) => trueDriftShare > trulyDriftingAt)
  const deep = concerned.filter(({ trueDriftShare }) => trueDriftShare <= missedAt)
  const share = (part: readonly DriftScore[], whole: readonly DriftScore[]) =>
    whole.length === 0 ? null : part.length / whole.length
  return {
    falselyCalledShare: share(onCourse.filter(isDrifting), onCourse),
    deep: deep.length,
    missed: deep.filter(({ state }) => state === 'on_course').length,
    probably: deep.filter(({ state }) => state === 'probably_drifting').length,
    cannotTell: deep.filter(({ state }) => state === 'cannot_tell').length,
    insideShare: mean(concerned.map((each) => (holds(each.driftBand, each.trueDriftShare) ? 1 : 0))),
  }
}

function isDrifting({ state }: DriftScore): boolean {
  return state === 'drifting'
}

function holds(band: { readonly lowShare: number; readonly highShare: number }, share: number): boolean {
  return band.lowShare <= share && share <= band.highShare
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}
