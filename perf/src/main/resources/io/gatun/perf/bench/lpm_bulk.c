/* rte_lpm's lookups, which DPDK has only inline in its headers, for a benchmark to call. */
#include <rte_lpm.h>
#include <rte_vect.h>

int lpm_bulk(const struct rte_lpm *lpm, const uint32_t *ips, uint32_t *next_hops, int n)
{
	return rte_lpm_lookup_bulk(lpm, ips, next_hops, n);
}

int lpm_x4(const struct rte_lpm *lpm, const uint32_t *ips, uint32_t *next_hops, int n)
{
	int i;

	for (i = 0; i + 4 <= n; i += 4)
		rte_lpm_lookupx4(lpm, _mm_loadu_si128((const __m128i *)(ips + i)), next_hops + i, 0);
	return i == n ? 0 : lpm_bulk(lpm, ips + i, next_hops + i, n - i);
}
