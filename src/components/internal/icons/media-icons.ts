/** Signs of what a file holds. Paths in a box of 16 × 16. */
export const image = 'M2.5 3h11v10h-11zM3 12l3.5-4 2.5 2.5L11 8.5l2.5 3M10.5 6h.01'
export const video = 'M2.5 3.5h11v9h-11zM6.5 6l4 2-4 2z'
export const audio = 'M3 6.5v3M5.5 4v8M8 6v4M10.5 3v10M13 6.5v3'
export const cube = 'M8 2l5.5 3v6L8 14l-5.5-3V5zM2.5 5 8 8l5.5-3M8 8v6'
