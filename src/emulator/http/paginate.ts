/** One page of a list and the numbers that go with it. */
export function paginate<T>(
  all: readonly T[],
  { page, limit }: { page: number; limit: number },
): { rows: T[]; counts: { page: number; limit: number; total: number; totalPages: number } } {
  const total = all.length
  return {
    rows: all.slice((page - 1) * limit, page * limit),
    counts: { page, limit, total, totalPages: Math.ceil(total / limit) },
  }
}
