/** A picture that the mail brings along, and the room that it takes in it. */
export interface PlacedPicture {
  readonly contentId: string
  readonly altText: string
  readonly widthPx: number
  readonly heightPx: number
}
