import type { ShareInterval } from '../reconcile/figures/shares/band.ts'

const tail = 0.025
const halvings = 50

/**
 * The exact 95 % interval of a share of which `hits` of `draws` independent draws were seen (Clopper and Pearson, Biometrika 26,
 * 1934): it holds the share in at least 95 of 100 samples. Draws of which nobody could tell count against the lower end and for
 * the upper one.
 */
export function exactInterval(hits: number, unclear: number, draws: number): ShareInterval {
  return {
    lowShare: hits === 0 ? 0 : shareWhere((share) => 1 - atMost(hits - 1, draws, share) < tail),
    highShare:
      hits + unclear === draws ? 1 : shareWhere((share) => atMost(hits + unclear, draws, share) > tail),
  }
}

/** The share up to which a condition holds, by halving. */
function shareWhere(holds: (share: number) => boolean): number {
  let low = 0
  let high = 1
  for (let round = 0; round < halvings; round++) {
    const middle = (low + high) / 2
    if (holds(middle)) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** The probability of at most so many hits (binomial distribution); the share lies within 0 and 1. */
function atMost(hits: number, draws: number, share: number): number {
  let logProbability = draws * Math.log1p(-share)
  let sum = Math.exp(logProbability)
  for (let each = 1; each <= hits; each++) {
    logProbability += Math.log((draws - each + 1) / each) + Math.log(share) - Math.log1p(-share)
    sum += Math.exp(logProbability)
  }
  return sum
}
