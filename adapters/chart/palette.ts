import type { Bucket } from '../../domain/category.ts'

/** Okabe and Ito's colours, told apart by colour-blind readers too; grey for what nobody sorted. */
export const bucketColours: Readonly<Record<Bucket, string>> = {
  roadmap: '#0072b2',
  ktlo: '#d55e00',
  reliability: '#009e73',
  uncategorised: '#8d949e',
}

/** The same colours, so faint that they stand behind. */
export const faintColours: Readonly<Record<Bucket, string>> = {
  roadmap: '#c9dfee',
  ktlo: '#f6dac6',
  reliability: '#c8e8de',
  uncategorised: '#dfe2e6',
}

export const ink = '#1d2330'
export const quietInk = '#565e6e'
export const hairline = '#dde1e6'
export const paper = '#ffffff'

export const fontFamily = 'Inter'
