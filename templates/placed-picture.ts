/** A picture embedded in the mail, with its displayed size. */
export interface PlacedPicture {
  readonly contentId: string
  readonly altText: string
  readonly widthPx: number
}
