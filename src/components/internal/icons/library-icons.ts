/** Signs of lists of files and runs. Paths in a box of 16 × 16. */
export const clock = 'M8 2a6 6 0 1 1-.01 0M8 5v3.5l2 1.2'
export const folder = 'M2 12.5v-9h4l1.5 2H14v7z'
export const star = 'M8 2.2l1.8 3.7 4 .6-2.9 2.8.7 4L8 11.4l-3.6 1.9.7-4L2.2 6.5l4-.6z'
export const grid = 'M3 3h4v4H3zM9 3h4v4H9zM3 9h4v4H3zM9 9h4v4H9z'
export const rows = 'M3 4h10M3 8h10M3 12h10'
