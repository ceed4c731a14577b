/* silence.h - findings an author knows and accepts, with a reason: `silence: [{rule: W008, reason: ...}]` in the front
 * matter. It holds for the file it stands in, and for warnings and notes only.
 *
 * Read with each file, settled once at the end, because some findings come late (look-alikes, pictures). */
#ifndef LB_SILENCE_H
#define LB_SILENCE_H

#include "indexer/check_rules.h"
#include "indexer/yaml_value.h"

/* Enters the silences of a file's front matter into its diagnostics. Reports codes that cannot be silenced (E036). */
void lb_silences_read(struct lb_source *, const struct lb_value *front);

/* Applies them. When asked to, tells of those that silence nothing (W016); of a file with errors never, because not all rules
 * were asked about it. */
void lb_silences_settle(struct lb_diags *, bool tells_idle);

#endif
