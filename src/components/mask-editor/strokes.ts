export interface Stroke {
  isErasing: boolean
  /** Width of the line, in pixels of the picture. */
  width: number
  points: readonly (readonly [x: number, y: number])[]
}

/** Draws all strokes on an empty canvas: painted is opaque and in the canvas's own CSS color, the rest transparent. */
export function drawStrokes(canvas: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const context = canvas.getContext('2d')
  if (!context) return
  context.clearRect(0, 0, canvas.width, canvas.height)
  context.strokeStyle = getComputedStyle(canvas).color
  for (const stroke of strokes) drawStroke(context, stroke)
}

function drawStroke(context: CanvasRenderingContext2D, { isErasing, width, points }: Stroke): void {
  const [first, ...rest] = points
  if (!first) return
  context.globalCompositeOperation = isErasing ? 'destination-out' : 'source-over'
  context.lineWidth = width
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.beginPath()
  context.moveTo(...first)
  // A single point is a dot.
  for (const point of rest.length > 0 ? rest : [first]) context.lineTo(...point)
  context.stroke()
}

/** The mask as models read it: white where the picture is to change, black elsewhere, of the picture's size. */
export async function maskFile(painted: HTMLCanvasElement): Promise<File> {
  const { width, height } = painted
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser gives no canvas to draw on.')
  context.drawImage(painted, 0, 0)
  // White on what is painted, then black below it.
  context.globalCompositeOperation = 'source-in'
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  context.globalCompositeOperation = 'destination-over'
  context.fillStyle = '#000'
  context.fillRect(0, 0, width, height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('The mask could not be written as PNG.')
  return new File([blob], 'mask.png', { type: 'image/png' })
}
