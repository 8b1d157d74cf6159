import { grouped } from '../../domain/text/numbers.ts'

/** Round values from 0 (or below) up to the highest, at most about four of them above 0. */
export function ticksOf(lowest: number, highest: number): number[] {
  const step = stepOf(Math.max(highest - lowest, 0.001) / 4.5)
  const first = Math.ceil(lowest / step - 1e-9)
  const last = Math.floor(highest / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, index) => rounded((first + index) * step))
}

/** The next of 1, 2, 5, 10, 20 … and 0.1, 0.2, 0.5 … */
function stepOf(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least) + 1e-9)
  const factor = [1, 2, 5, 10].find((each) => each * power >= least * (1 - 1e-9)) ?? 10
  return factor * power
}

function rounded(value: number): number {
  return Number(value.toPrecision(10)) || 0
}

/** "1,240", "60", "0.5", "−20": as exact as the step between the ticks needs. */
export function tickText(value: number, ticks: readonly number[]): string {
  const step = Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0))
  const digits = step >= 1 || step === 0 ? 0 : Math.ceil(-Math.log10(step) - 1e-9)
  const size = Math.abs(value)
  const text = digits === 0 ? grouped(size) : size.toFixed(digits)
  return value < 0 ? `−${text}` : text
}
