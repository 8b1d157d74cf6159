import type { Bucket } from './category.ts'

// Every colour of mails, pictures and pages. A mail's layout (templates/*.mjml) writes them out; a test holds it to this list.

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

/** What pages and mails are made of; each text colour has a contrast of 4.5 to 1 on `paper`, `ground` and `raised`. */
export interface Palette {
  /** Behind everything. */
  readonly ground: string
  /** What is read stands on it. */
  readonly paper: string
  /** A box on the paper. */
  readonly raised: string
  readonly ink: string
  readonly quietInk: string
  readonly hairline: string
  readonly link: string
  /** A state in words, never by its colour alone. */
  readonly problem: string
  readonly warning: string
  readonly good: string
}

export const lightPalette: Palette = {
  ground: '#f2f3f5',
  paper: '#ffffff',
  raised: '#eef3fa',
  ink: '#1d2330',
  quietInk: '#565e6e',
  hairline: '#e3e6ea',
  link: '#1d4fa8',
  problem: '#b3261e',
  warning: '#855300',
  good: '#00694c',
}

export const darkPalette: Palette = {
  ground: '#14171c',
  paper: '#1d2127',
  raised: '#232b38',
  ink: '#e8eaed',
  quietInk: '#aab1bd',
  hairline: '#383e47',
  link: '#8ab4f8',
  problem: '#f6a8a1',
  warning: '#f0c36d',
  good: '#77d4b1',
}
