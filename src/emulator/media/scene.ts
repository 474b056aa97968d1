/** What a picture is drawn from. */
export interface Scene {
  prompt: string
  seed: number
  /** px */
  width: number
  /** px */
  height: number
}
