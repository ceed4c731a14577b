/* profiles_import.h - adds figures to schema/profiles.csv of a library in a folder: how a ministry brings in the profiles of
 * the regions that the starter library does not know.
 *
 * The figures come as CSV with the columns of profiles.csv (code, key, value, unit, year, source_id). Each is checked: the region is
 * in regions.csv, the key in vocab/profile_keys.yml, the source in profiles.sources.yml, the year and the value are
 * plausible. A figure for the same region, key and year replaces the old one. One bad line and nothing is written. */
#ifndef LB_PROFILES_IMPORT_H
#define LB_PROFILES_IMPORT_H

#include "base/diag.h"
#include "base/err.h"

struct lb_import {
    size_t added, changed, same;
};

/* `folder` is the library's root; `text` the content of the file shown as `name` in diagnostics. LB_INVALID: findings, in
 * diags; LB_IO: schema/profiles.csv cannot be written; it is as it was. With is_dry nothing is written. */
enum lb_status lb_profiles_import(const char *folder, lb_slice name, lb_slice text, bool is_dry, struct lb_diags *,
                                  struct lb_import *ret, struct lb_err *) LB_MUST_CHECK;

#endif
