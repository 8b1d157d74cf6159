/**
 * The nearest whole number, halves away from 0; never "-0".
 *
 * TRAP: a share of 0.145 times 100 is 14.499… in binary, which `Math.round` alone makes 14 of.
 */
export function nearestWhole(value: number): number {
  return Math.sign(value) * Math.round(Number(Math.abs(value).toPrecision(14))) || 0
}

/** A number with commas between thousands. */
export function grouped(value: number): string {
  return String(nearestWhole(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** Thousandths, of points or days, in tenths; halves away from 0, as everywhere. */
export function wholeTenths(thousandths: number): number {
  return nearestWhole(thousandths / 100)
}

/**
 * Thousandths, 0 or more, to a tenth: "5.2", "1,240.0".
 *
 * TRAP: `toFixed` alone makes 1.1 of 1.15, which is a little less in binary.
 */
export function tenths(thousandths: number): string {
  return withTenth(wholeTenths(thousandths))
}

/** Tenths with their sign: "+5.2", "−0.4", "±0.0". */
export function signedTenths(inTenths: number): string {
  const sign = inTenths === 0 ? '±' : inTenths < 0 ? '−' : '+'
  return `${sign}${withTenth(Math.abs(inTenths))}`
}

function withTenth(inTenths: number): string {
  return `${grouped(Math.floor(inTenths / 10))}.${inTenths % 10}`
}
