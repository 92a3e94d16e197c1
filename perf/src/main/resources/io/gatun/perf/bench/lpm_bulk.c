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

static void put(struct rte_lpm_tbl_entry *entry, const struct rte_lpm_tbl_entry *new_entry)
{
	if (!entry->valid || entry->depth <= new_entry->depth) {
		uint32_t group_in_use = entry->valid_group;

		*entry = *new_entry;
		entry->valid_group = group_in_use;
	}
}

/*
 * Writes a prefix of at most 24 bits into the tables as rte_lpm_add does, but into no list of rules: that list is what
 * makes rte_lpm_add slow, for it is gone through at every call.
 */
int lpm_put(struct rte_lpm *lpm, uint32_t ip, uint8_t depth, uint32_t next_hop)
{
	const struct rte_lpm_tbl_entry entry = {.next_hop = next_hop, .valid = 1, .depth = depth};
	uint32_t i, j;

	for (i = ip >> 8; i < (ip >> 8) + (1u << (24 - depth)); i++) {
		if (!lpm->tbl24[i].valid || !lpm->tbl24[i].valid_group)
			put(&lpm->tbl24[i], &entry);
		else
			for (j = 0; j < 256; j++)
				put(&lpm->tbl8[lpm->tbl24[i].next_hop * 256 + j], &entry);
	}
	return 0;
}
