/**
 * So that the band holds the true share in 97 of 100 team-quarters of the companies that it is calibrated on, whether their tickets are
 * all categorised or the default rules sort them, and in 95 of others: checked on the simulator (docs/how-we-measure.md).
 */
const calibration = 1.1
const spread = 0.05
const smallestVariance = 0.01
/** A fifth of the days without a ticket may have been unseen work of any one category; of many such days most were on no ticket at all. */
const unattributedWeight = 0.2
const mostUnattributedShare = 0.1
/** What logs take off where every day was logged: they say outright what the formula else infers, but not what tickets are for. */
const loggedDiscount = 0.6
/**
 * What the errors of a company's teams have in common: they share habits of moving and logging tickets. With 0, the company's band
 * held the truth in 82 of 100 quarters; with 0.4, in 89 of companies that differ in every way at once.
 */
const commonVarianceShare = 0.5
/** Half-width of an 80 % interval over that of a 95 % one, of a normal distribution: 1.2816 / 1.9600. */
const eightyOverNinetyFive = 0.6539
/**
 * Half-width of drift's 80 % interval over that of the band. Calibrated as the band is: the errors of shares have longer tails than
 * a normal distribution's, so the middle 80 % of them lie nearer together.
 */
const driftOverBand = 0.45

/** What tells how far off a team's shares can be. Parts are 0..1. */
export interface BandEvidence {
  /** w: tickets that a person had in progress side by side, on average; with one nobody's day is divided. */
  readonly ticketsAtOnce: number
  /** z: the part of closed tickets that were never seen in progress. */
  readonly unseenShare: number
  /** u: the part of available days that no ticket explains. */
  readonly unattributedShare: number
  /** l: logged days over attributed ones, at most 1. */
  readonly loggedShare: number
  /** R: largest minus smallest share by the measures by time (ours, equal split, time in progress). */
  readonly measureRangeShare: number
}

/**
 * Half the width of the band around a measured share *s* of categorised work, 0..1:
 *
 *     q × [0.05 × √max(s(1−s), 0.01) × (1 + max(w−1, 0)/2 + 3z) + min(u, 0.1)/5 + R/2] × (1 − 0.6 l),  q = 1.1
 */
export function bandHalfWidth(share: number, evidence: BandEvidence): number {
  const { ticketsAtOnce, unseenShare, unattributedShare, loggedShare, measureRangeShare } = evidence
  const deviation = Math.sqrt(Math.max(share * (1 - share), smallestVariance))
  const divided = Math.max(ticketsAtOnce - 1, 0) / 2
  const doubt =
    spread * deviation * (1 + divided + 3 * unseenShare) +
    unattributedWeight * Math.min(unattributedShare, mostUnattributedShare) +
    measureRangeShare / 2
  return calibration * doubt * (1 - loggedDiscount * loggedShare)
}

const noEvidence: BandEvidence = {
  ticketsAtOnce: 0,
  unseenShare: 0,
  unattributedShare: 0,
  loggedShare: 0,
  measureRangeShare: 0,
}

/**
 * Half-width for teams taken together, each weighted by its categorised days: what is each team's own shrinks with
 * their number (squares add up), what they have in common doesn't (widths add up):
 *
 *     √(0.5 × (Σ aₜ hₜ)² + 0.5 × Σ(aₜ hₜ)²) / Σaₜ
 */
export function combinedHalfWidth(
  teams: readonly { readonly categorisedMilliDays: number; readonly halfWidthShare: number }[],
): number {
  const categorised = teams.reduce((sum, team) => sum + team.categorisedMilliDays, 0)
  if (categorised === 0) return bandHalfWidth(0, noEvidence)
  return combinedError(teams.map((team) => team.categorisedMilliDays * team.halfWidthShare)) / categorised
}

/** The size of the sum of teams' errors, from the size of each, in the errors' own unit. */
export function combinedError(errors: readonly number[]): number {
  const common = errors.reduce((sum, error) => sum + error, 0)
  return Math.sqrt(commonVarianceShare * common ** 2 + (1 - commonVarianceShare) * Math.hypot(...errors) ** 2)
}

/** The two ends of a share that isn't known better. */
export interface ShareInterval {
  readonly lowShare: number
  readonly highShare: number
}

/** What uncategorised work may hold of a category where no sample says more: none of it, or all of it. */
export const anyShare: ShareInterval = { lowShare: 0, highShare: 1 }

/**
 * The band's ends, within 0..1, as parts of all work: the measured share and its error on the categorised part, and on the
 * uncategorised part *u* what that may hold (all of it elsewhere, all of it here; or the interval of a sample):
 *
 *     low = (s − h) × (1 − u) + u × held low,  high = (s + h) × (1 − u) + u × held high
 */
export function bandOf(
  share: number,
  halfWidthShare: number,
  uncategorisedShare = 0,
  held: ShareInterval = anyShare,
): ShareInterval {
  const categorisedShare = 1 - uncategorisedShare
  return {
    lowShare: Math.max(0, share - halfWidthShare) * categorisedShare + uncategorisedShare * held.lowShare,
    highShare: Math.min(1, share + halfWidthShare) * categorisedShare + uncategorisedShare * held.highShare,
  }
}

/** Narrows a 95 % half-width to the 80 % one. */
export function eightyPercentOf(halfWidthShare: number): number {
  return halfWidthShare * eightyOverNinetyFive
}

/** Half the width of drift's 80 % interval, as a share of categorised work. */
export function driftHalfWidth(bandHalfWidthShare: number): number {
  return bandHalfWidthShare * driftOverBand
}
