import type { ForecastEstimate } from '../dataset/forecast.ts'
import { enoughQuarters } from './ktlo-share.ts'

/** How much a forecast stands on: from four known quarters on it leans on nobody else's. */
export function groundsOf(knownQuarters: number): ForecastEstimate['grounds'] {
  if (knownQuarters < 2) return 'one_quarter'
  return knownQuarters < enoughQuarters ? 'few_quarters' : 'enough_quarters'
}
