import { useEffect, useLayoutEffect } from 'react'

/** `useLayoutEffect`, which React 18 warns about where it renders on a server. */
export const useBeforePaint = typeof document === 'undefined' ? useEffect : useLayoutEffect
