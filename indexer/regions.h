/* regions.h - the regions of the library's country, from schema/regions.csv: code, name, level, parent.
 *
 * Codes are dotted paths ("61", "61.71"): a region's province is the part before the first dot. Regions of other
 * countries are ISO 3166 codes and are not in the table. Immutable once loaded. */
#ifndef LB_REGIONS_H
#define LB_REGIONS_H

#include "indexer/csv.h"

struct lb_region {
    lb_slice code, name, level, parent;
};

struct lb_regions {
    struct lb_region *items; /* by code */
    size_t count, capacity;
};

/* Reads the table; faults are reported. LB_INVALID when nothing could be read. */
enum lb_status lb_regions_read(struct lb_source *, struct lb_arena *, struct lb_regions *ret) LB_MUST_CHECK;
const struct lb_region *lb_region_find(const struct lb_regions *, lb_slice code);
/* The top of the path: the province. */
lb_slice lb_region_province(lb_slice code);
/* The region of the table that holds `code`: itself, or for codes of smaller places (kecamatan, desa) the nearest above. */
const struct lb_region *lb_region_above(const struct lb_regions *, lb_slice code);
/* The region called `name`, with or without its kind; case and accents do not count. NULL when there is none. */
const struct lb_region *lb_region_named(const struct lb_regions *, struct lb_arena *, lb_slice name);
/* "CO", "CO-ANT": a code of another country. */
bool lb_region_is_foreign(lb_slice code);
/* The name without its kind: "Kota Pontianak" -> "Pontianak", "Kabupaten Administrasi Kepulauan Seribu" -> "Kepulauan Seribu". */
lb_slice lb_region_bare(lb_slice name);

#endif
